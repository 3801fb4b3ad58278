use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use wheelpin_dist::Selection;

/// The only plan schema there is so far.
const SCHEMA: u32 = 1;

/// Every cell of a project, with file names, before anything is built: the
/// `matrix` output of `nix/outputs.nix`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// Version of this format.
    pub schema: u32,
    /// The project's name, as in its pyproject.toml.
    pub name: String,
    /// The project's version, normalised (PEP 440).
    pub version: String,
    /// Version of Rust that compiles it.
    pub rust: String,
    /// Nix system name of the machine that builds.
    pub build_host: String,
    /// `registry` or `nixpkgs`.
    pub toolchain: String,
    /// File name of the source distribution.
    pub sdist: String,
    /// Its derivation; none in plans of an older library.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sdist_drv_path: Option<String>,
    /// Its store path, which is a directory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sdist_output_path: Option<String>,
    /// Store path of the directory with what was found in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sdist_findings_path: Option<String>,
    /// Its store path before it was checked, a directory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sdist_unchecked_path: Option<String>,
    /// The derivation that fails if the rules about all files together find an error; none
    /// in plans of an older library.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release_drv_path: Option<String>,
    /// Its store path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release_output_path: Option<String>,
    /// Store path of the directory with what those rules found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release_findings_path: Option<String>,
    /// Versions of what builds, by name (`rust`, `maturin`, `zig`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tools: BTreeMap<String, String>,
    /// One per wheel.
    pub cells: Vec<Cell>,
}

/// One wheel to be built.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Cell {
    /// The wheel's tag with `.` written `_`; also the name of its package.
    pub id: String,
    /// The wheel's file name (PEP 427).
    pub file: String,
    /// Name of the target, a row of `nix/targets.nix`.
    pub target: String,
    /// Rust's names of what is compiled; universal2 has two.
    pub triples: Vec<String>,
    /// The wheel's platform tag.
    pub platform_tag: String,
    /// Whether wheelpin's own tests build and run this target.
    pub tested: bool,
    /// The wheel's Python and ABI tags, such as `cp311-abi3`.
    pub abi: String,
    /// What kind of ABI that is.
    pub abi_kind: AbiKind,
    /// The Python, or the oldest of them, such as `3.11`; none where the wheel
    /// sees no Python.
    pub python: Option<String>,
    /// Store path of the derivation that lets the wheel pass if no finding is an error.
    pub drv_path: String,
    /// Store path of the directory that the wheel will be in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output_path: Option<String>,
    /// Store path of the directory with what was found in it (`findings.json`); none in
    /// plans of an older library.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub findings_path: Option<String>,
    /// Store path of the directory that the wheel is in before it is checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unchecked_path: Option<String>,
    /// The tests that Nix runs of it; none in plans of an older library.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub smoke_results: Vec<Smoke>,
    /// Whether it is there already; only where somebody looked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub built: Option<bool>,
}

/// A test of one wheel in one Python of the toolchain.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Smoke {
    /// The name of the check that fails where the test did not pass.
    pub name: String,
    /// The Python, as tags name it: `cp311`.
    pub python: String,
    /// Its version, such as `3.11.2`.
    pub release: String,
    /// What it runs on: `linux-aarch64-glibc`.
    pub platform: String,
    /// Store path of the derivation that runs the test and leaves its result, whatever that is.
    pub drv_path: String,
    /// Store path of the directory that the result will be in (`NAME/result.json`).
    pub output_path: String,
}

/// What a wheel asks of the Python that loads it.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum AbiKind {
    /// The stable ABI (PEP 384).
    Abi3,
    /// The stable ABI of free-threaded Pythons (PEP 803).
    Abi3t,
    /// One CPython.
    Cpython,
    /// One PyPy.
    Pypy,
    /// Nothing: programs and cffi modules.
    None,
}

/// Why text is not a plan.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PlanError {
    /// Not JSON, or not the fields of the schema.
    #[error("it is not a plan")]
    Json(#[from] serde_json::Error),
    /// Another version of the format.
    #[error("it has schema {0}, this wheelpin knows {SCHEMA}")]
    Schema(u32),
}

impl Plan {
    /// Reads what `nix eval --json` printed.
    pub(crate) fn from_json(json: &[u8]) -> Result<Self, PlanError> {
        #[derive(Deserialize)]
        struct Versioned {
            schema: u32,
        }

        // The version first: another one may have other fields.
        let Versioned { schema } = serde_json::from_slice(json)?;
        if schema != SCHEMA {
            return Err(PlanError::Schema(schema));
        }
        Ok(serde_json::from_slice(json)?)
    }

    /// Leaves what is selected, by globs on a cell's target, abi, id and Python.
    ///
    /// # Errors
    ///
    /// As [`Selection::retain`].
    pub fn select(&mut self, selection: &Selection) -> Result<(), wheelpin_dist::Error> {
        let words = |cell: &Cell| {
            let python = cell.python.as_deref().unwrap_or_default();
            [&*cell.target, &*cell.abi, &*cell.id, python].map(Into::into).into()
        };
        selection.retain(&mut self.cells, words)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A plan of three cells.
    pub(crate) fn plan() -> Plan {
        let mut plan = Plan::from_json(PLAN.as_bytes()).unwrap();
        let first = plan.cells.remove(0);
        let words = [
            ("manylinux_2_28_x86_64", "manylinux-x86_64", "cp311-abi3", "3.11"),
            ("macosx_11_0_arm64", "macos-arm64", "cp311-abi3", "3.11"),
            ("win_amd64", "windows-x86_64", "cp313-cp313", "3.13"),
        ];
        plan.cells = words
            .map(|(tag, target, abi, python)| Cell {
                id: format!("{abi}-{tag}"),
                file: format!("tool-1.0-{abi}-{tag}.whl"),
                target: target.into(),
                abi: abi.into(),
                python: Some(python.into()),
                ..first.clone()
            })
            .into();
        plan
    }

    const PLAN: &str = r#"{"buildHost":"x86_64-linux","cells":[{"abi":"py3-none","abiKind":"none","drvPath":"/nix/store/a.drv","file":"tool-1.0-py3-none-win_amd64.whl","id":"py3-none-win_amd64","platformTag":"win_amd64","python":null,"target":"windows-x86_64","tested":true,"triples":["x86_64-pc-windows-gnu"]}],"name":"tool","rust":"1.98.0","schema":1,"sdist":"tool-1.0.tar.gz","toolchain":"registry","version":"1.0"}"#;

    #[test]
    fn a_plan_reads_and_writes_the_same_fields() {
        let plan = Plan::from_json(PLAN.as_bytes()).unwrap();
        let written = serde_json::to_value(&plan).unwrap();
        let read: serde_json::Value = serde_json::from_str(PLAN).unwrap();
        assert_eq!(written, read);
    }

    #[test]
    fn a_cell_is_selected_by_any_of_its_words() {
        let selected = |glob: &str| {
            let mut plan = plan();
            plan.select(&Selection { only: vec![glob.into()], except: Vec::new() }).unwrap();
            plan.cells.into_iter().map(|cell| cell.target).collect::<Vec<_>>()
        };
        assert_eq!(selected("mac*"), ["macos-arm64"]);
        assert_eq!(selected("cp313-cp313"), ["windows-x86_64"]);
        assert_eq!(selected("3.11"), ["manylinux-x86_64", "macos-arm64"]);
        assert_eq!(selected("*-win_amd64"), ["windows-x86_64"]);
    }

    #[test]
    fn another_schema_is_refused_whatever_it_holds() {
        let error = Plan::from_json(br#"{"schema":2}"#).unwrap_err();
        assert_eq!(error.to_string(), "it has schema 2, this wheelpin knows 1");
    }

    #[test]
    fn text_that_is_no_plan_is_refused() {
        assert!(matches!(Plan::from_json(b"[]"), Err(PlanError::Json(_))));
        assert!(matches!(Plan::from_json(br#"{"schema":1}"#), Err(PlanError::Json(_))));
    }
}

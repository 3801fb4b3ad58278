use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Names of the stable ABI, as CPython's `Misc/stable_abi.toml` has them; the first line
/// names the version. `ci/renew-check-data` makes it.
const TABLE: &str = include_str!("../../data/stable-abi.txt");

/// One name of the stable ABI.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Stable {
    /// The minor version of Python 3 that added it.
    pub(crate) added: u32,
    /// Whether only Windows has it.
    pub(crate) is_windows: bool,
}

static NAMES: LazyLock<BTreeMap<&'static str, Stable>> =
    LazyLock::new(|| TABLE.lines().skip(1).filter_map(read).collect());

/// Reads name, minor version, kind, and the macro it depends on, between tabs.
fn read(line: &'static str) -> Option<(&'static str, Stable)> {
    let mut fields = line.split('\t');
    let name = fields.next()?;
    let added = fields.next()?.parse().ok()?;
    Some((name, Stable { added, is_windows: fields.nth(1) == Some("MS_WINDOWS") }))
}

/// What the stable ABI says of a name; none where it is not in it.
pub(crate) fn stable(name: &str) -> Option<Stable> {
    NAMES.get(name).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_read() {
        assert!(TABLE.starts_with("# abi3info "));
        assert_eq!(NAMES.len(), TABLE.lines().count() - 1);
    }

    #[test]
    fn names_have_the_version_that_added_them() {
        assert_eq!(stable("PyObject_GetAttr"), Some(Stable { added: 2, is_windows: false }));
        assert_eq!(stable("PyModule_FromSlotsAndSpec").map(|name| name.added), Some(15));
        assert!(stable("PyErr_SetFromWindowsErr").is_some_and(|name| name.is_windows));
        assert_eq!(stable("_PyLong_AsByteArray"), None);
    }
}

use std::env;
use std::path::{Path, PathBuf};

use clap::Args;
use wheelpin_test::{Found, Interpreter, Places, Platform};

use crate::error::Error;

/// Where this person's Pythons may be.
pub(crate) fn places() -> Places {
    let directory = |name: &str| env::var_os(name).filter(|it| !it.is_empty()).map(PathBuf::from);
    let data = if cfg!(windows) { "LOCALAPPDATA" } else { "XDG_DATA_HOME" };
    Places {
        path: env::var_os("PATH").iter().flat_map(env::split_paths).collect(),
        home: directory(if cfg!(windows) { "USERPROFILE" } else { "HOME" }),
        pyenv: directory("PYENV_ROOT"),
        uv: directory("UV_PYTHON_INSTALL_DIR"),
        data: directory(data),
        tools: directory("RUNNER_TOOL_CACHE"),
        store: directory("NIX_STORE_DIR").or_else(|| Some("/nix/store".into())),
    }
}

/// This machine, as its own Pythons see it. One that is named may be for another C library.
pub(crate) fn here(found: &Found) -> Platform {
    let native = found.interpreters.iter().find(|it| it.is_found && !it.is_emulated());
    native.map_or_else(Platform::here, |interpreter| Platform::of(&interpreter.facts))
}

/// Which Pythons are asked for.
#[derive(Debug, Default, Args)]
pub(crate) struct PythonArgs {
    /// Only this Python: a version (3.12, 3.14t, pypy3.11) or a path; may be given again
    #[arg(long, value_name = "PYTHON")]
    python: Vec<String>,

    /// This Python as well; one for another processor is run by qemu-user
    #[arg(long, value_name = "PATH")]
    add_python: Vec<PathBuf>,
}

impl PythonArgs {
    /// Whether these alone count.
    pub(crate) fn is_exclusive(&self) -> bool {
        !self.python.is_empty()
    }

    /// Those that are named by their path.
    pub(crate) fn paths(&self) -> Vec<PathBuf> {
        let named = self.python.iter().filter(|text| is_path(text)).map(PathBuf::from);
        named.chain(self.add_python.iter().cloned()).collect()
    }

    /// Leaves the Pythons that are asked for; `may_be_none`: there need not be any.
    ///
    /// # Errors
    ///
    /// [`wheelpin_test::Error::NoPython`].
    pub(crate) fn choose(&self, found: &mut Found, may_be_none: bool) -> Result<(), Error> {
        if self.is_exclusive() {
            let added: Vec<PathBuf> =
                self.add_python.iter().filter_map(|path| path.canonicalize().ok()).collect();
            for wanted in &self.python {
                if !found.interpreters.iter().any(|interpreter| is_wanted(interpreter, wanted)) {
                    let wanted = format!(" {wanted}");
                    return Err(wheelpin_test::Error::NoPython { wanted }.into());
                }
            }
            found.interpreters.retain(|interpreter| {
                added.contains(&interpreter.path)
                    || self.python.iter().any(|wanted| is_wanted(interpreter, wanted))
            });
        }
        if found.interpreters.is_empty() && !may_be_none {
            return Err(wheelpin_test::Error::NoPython { wanted: String::new() }.into());
        }
        Ok(())
    }
}

/// Whether a Python is a path, or of a version: `3.12`, `3.12.1`, `3.14t`, `pypy3.11`, `cp312`.
fn is_wanted(interpreter: &Interpreter, wanted: &str) -> bool {
    if is_path(wanted) {
        return Path::new(wanted).canonicalize().is_ok_and(|path| path == interpreter.path);
    }
    let name = interpreter.facts.name();
    let tag = name.to_string();
    let prefix = if tag.starts_with("pp") { "pypy" } else { "" };
    let threads = if name.free_threaded { "t" } else { "" };
    [
        format!("{prefix}3.{}{threads}", name.minor),
        format!("{prefix}{}{threads}", interpreter.facts.release),
        tag,
    ]
    .iter()
    .any(|known| known == wanted)
}

/// Whether a word of --python is a path and no version.
fn is_path(text: &str) -> bool {
    text.contains(['/', '\\'])
}

use std::collections::BTreeSet;

use crate::limits;

/// `entry_points.txt` (PyPA specifications, "Entry points"), read as Python's `configparser`
/// does with `=` as its only delimiter: so PyPI reads it.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct EntryPoints {
    /// The member it is.
    pub(crate) path: String,
    /// In the order of the file.
    pub(crate) points: Vec<EntryPoint>,
    /// Why it cannot be read.
    pub(crate) unreadable: Option<String>,
}

/// `NAME = MODULE:OBJECT [EXTRAS]` in `[GROUP]`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct EntryPoint {
    /// `console_scripts`, or another.
    pub(crate) group: String,
    /// As written.
    pub(crate) name: String,
    /// What follows `=`, with spaces around it taken off.
    pub(crate) value: String,
}

impl EntryPoints {
    /// Reads the bytes of the member `path`, at most [`limits::FIELDS`] entry points of them.
    pub(crate) fn read(path: &str, bytes: &[u8]) -> Self {
        let mut read = Self { path: path.into(), ..Self::default() };
        read.unreadable = match std::str::from_utf8(bytes) {
            Ok(text) => read.parse(text).err(),
            Err(error) => Some(format!("is no UTF-8 at byte {}", error.valid_up_to())),
        };
        read
    }

    fn parse(&mut self, text: &str) -> Result<(), String> {
        let mut groups = BTreeSet::new();
        let mut names = BTreeSet::new();
        let mut group: Option<&str> = None;
        let mut indent = 0;
        let mut continues = false;
        for (number, line) in text.split('\n').enumerate() {
            let number = number + 1;
            let trimmed = line.trim();
            if trimmed.is_empty() {
                continue;
            }
            if trimmed.starts_with(['#', ';']) {
                continue;
            }
            let own = line.len() - line.trim_start().len();
            if continues && own > indent {
                if let Some(point) = self.points.last_mut() {
                    point.value.push('\n');
                    point.value.push_str(trimmed);
                }
                continue;
            }
            indent = own;
            if let Some(name) = section(trimmed) {
                if name != "DEFAULT" && !groups.insert(name) {
                    return Err(format!("has a second [{name}] in line {number}"));
                }
                group = Some(name);
                continues = false;
                names.clear();
                continue;
            }
            let Some(group) = group else {
                return Err(format!("has no [group] before line {number}"));
            };
            let Some((name, value)) =
                trimmed.split_once('=').filter(|(name, _)| !name.trim().is_empty())
            else {
                return Err(format!("has no NAME = OBJECT in line {number}"));
            };
            let name = name.trim();
            if !names.insert(name) {
                return Err(format!("has a second {name} in [{group}], line {number}"));
            }
            if self.points.len() == limits::FIELDS {
                return Err(format!("has more than {} entry points", limits::FIELDS));
            }
            self.points.push(EntryPoint {
                group: group.into(),
                name: name.into(),
                value: value.trim().into(),
            });
            continues = true;
        }
        Ok(())
    }
}

/// `console_scripts` of `[console_scripts]`; whatever follows the last bracket is not looked
/// at.
fn section(line: &str) -> Option<&str> {
    let inside = line.strip_prefix('[')?;
    let end = inside.rfind(']').filter(|end| *end > 0)?;
    inside.get(..end)
}

impl EntryPoint {
    /// Module and object: `sample.cli` and `main` of `sample.cli:main [extra]`.
    pub(crate) fn object(&self) -> Option<(&str, Option<&str>)> {
        let value = match self.value.split_once('[') {
            Some((value, extras)) => {
                extras.trim_end().ends_with(']').then_some(value.trim_end())?
            }
            None => self.value.as_str(),
        };
        let (module, object) = match value.split_once(':') {
            Some((module, object)) => (module.trim(), Some(object.trim())),
            None => (value.trim(), None),
        };
        let is_dotted = |text: &str| {
            !text.is_empty()
                && text.chars().all(|one| one.is_alphanumeric() || one == '_' || one == '.')
        };
        (is_dotted(module) && object.is_none_or(is_dotted)).then_some((module, object))
    }

    /// Whether installers make a program of it.
    pub(crate) fn is_script(&self) -> bool {
        matches!(self.group.as_str(), "console_scripts" | "gui_scripts")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> EntryPoints {
        EntryPoints::read("entry_points.txt", text.as_bytes())
    }

    #[test]
    fn entry_points_are_read() {
        let read = read("# ours\n[console_scripts]\na.b-c = m.n:o.p [x]\n\n[plug]\nq: r = s\n");
        assert_eq!(read.unreadable, None);
        assert_eq!(read.points[0].object(), Some(("m.n", Some("o.p"))));
        assert!(read.points[0].is_script());
        assert_eq!(read.points[1].name, "q: r");
        assert_eq!(read.points[1].object(), Some(("s", None)));
    }

    #[test]
    fn what_python_cannot_read_is_told() {
        for text in ["a = b\n", "[a]\nb\n", "[a]\n[a]\n", "[a]\nb = c\nb = d\n", "[a]\n= c\n"] {
            assert!(read(text).unreadable.is_some(), "{text}");
        }
    }

    #[test]
    fn indented_lines_go_on() {
        let read = read("[a]\nb =\n  c:d\n");
        assert_eq!(read.unreadable, None);
        assert_eq!(read.points[0].value, "\nc:d");
        assert_eq!(read.points[0].object(), Some(("c", Some("d"))));
    }
}

//! What Nix says on stderr with `--log-format internal-json`: lines `@nix {…}`,
//! and plain ones where it fails before it knows of that format.

use serde::Deserialize;
use wheelpin_dist::plain;

/// The errors in a log, oldest first, as plain text.
///
/// `raw_msg` is the message alone, without Nix's frame, trace and colours; every
/// release from 2.8 on gives it for an error that ends a command. A log that
/// has none is given back whole.
pub(crate) fn errors(log: &str) -> Vec<String> {
    let errors: Vec<String> = log.lines().filter_map(error).collect();
    if !errors.is_empty() {
        return errors;
    }
    let text: Vec<String> = log
        .lines()
        .filter(|line| !line.starts_with(RECORD))
        .map(plain)
        .filter(|line| !line.trim().is_empty())
        .collect();
    if text.is_empty() { Vec::new() } else { vec![text.join("\n")] }
}

const RECORD: &str = "@nix ";
/// Nix's verbosity level of errors.
const ERROR: u64 = 0;

#[derive(Deserialize)]
struct Record {
    #[serde(default)]
    action: String,
    #[serde(default)]
    level: u64,
    raw_msg: Option<String>,
}

fn error(line: &str) -> Option<String> {
    let record: Record = serde_json::from_str(line.strip_prefix(RECORD)?).ok()?;
    if record.action != "msg" || record.level != ERROR {
        return None;
    }
    Some(plain(record.raw_msg?.trim()))
}

/// A mistake that wheelpin's Nix code found (`nix/fail.nix`).
#[derive(Debug, Eq, PartialEq)]
pub(crate) struct Mistake {
    /// File and mistake, in one line.
    pub(crate) mistake: String,
    /// What to do, in lines.
    pub(crate) remedy: Option<String>,
}

impl Mistake {
    /// Reads `wheelpin: FILE: MISTAKE`, an empty line, and the remedy indented;
    /// none for any other message.
    pub(crate) fn parse(message: &str) -> Option<Self> {
        let message = message.strip_prefix("wheelpin: ")?;
        let (mistake, remedy) = message.split_once("\n\n").unwrap_or((message, ""));
        let remedy = remedy
            .lines()
            .map(|line| line.strip_prefix("  ").unwrap_or(line).trim_end())
            .collect::<Vec<_>>()
            .join("\n");
        Some(Self {
            mistake: mistake.trim_end().into(),
            remedy: Some(remedy).filter(|remedy| !remedy.trim().is_empty()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_its_raw_message() {
        let log = concat!(
            r#"@nix {"action":"msg","level":1,"msg":"\u001b[35;1mwarning:\u001b[0m Git tree '/a' is dirty"}"#,
            "\n",
            r#"@nix {"action":"msg","column":null,"level":0,"msg":"framed","raw_msg":"it \u001b[35;1mfails\u001b[0m"}"#,
            "\n",
            r#"@nix {"action":"msg","level":0,"msg":"(use '--show-trace' to show detailed location information)"}"#,
            "\n",
        );
        assert_eq!(errors(log), ["it fails"]);
    }

    #[test]
    fn a_log_without_records_is_the_error() {
        let log = "error: unrecognised flag '--x'\n\n\u{1b}[1mTry 'nix --help'\u{1b}[0m\n";
        assert_eq!(errors(log), ["error: unrecognised flag '--x'\nTry 'nix --help'"]);
    }

    #[test]
    fn unknown_records_are_passed_over() {
        let log = "@nix {\"action\":\"leap\",\"level\":\"high\"}\n@nix 7\n@nix {\n@nix\n";
        assert_eq!(errors(log), ["@nix"]);
        assert!(errors("").is_empty());
    }

    #[test]
    fn a_mistake_has_a_remedy_in_lines() {
        let message = "wheelpin: Cargo.toml: no cdylib\n\n  Write:\n\n    [lib]\n";
        assert_eq!(
            Mistake::parse(message),
            Some(Mistake {
                mistake: "Cargo.toml: no cdylib".into(),
                remedy: Some("Write:\n\n  [lib]".into()),
            }),
        );
    }

    #[test]
    fn a_mistake_may_have_no_remedy() {
        assert_eq!(
            Mistake::parse("wheelpin: a: b"),
            Some(Mistake { mistake: "a: b".into(), remedy: None }),
        );
        assert_eq!(Mistake::parse("undefined variable 'x'"), None);
    }
}

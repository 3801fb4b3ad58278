use std::collections::BTreeMap;

/// Most branches and tags that one repository may have.
const MOST: usize = 200_000;

/// Branches and tags of what `git ls-remote` writes, annotated tags peeled. Names that no branch
/// or tag can have are left out; of more than a remote may have all are.
pub(super) fn references(stdout: &[u8]) -> Result<BTreeMap<String, String>, String> {
    let mut found = BTreeMap::new();
    for (name, commit) in lines(stdout) {
        // A peeled tag comes behind the tag itself, which it replaces.
        let name = name.strip_suffix("^{}").unwrap_or(name);
        if name.starts_with("refs/heads/") || name.starts_with("refs/tags/") {
            found.insert(name.to_owned(), commit.to_owned());
        }
        if found.len() > MOST {
            return Err(format!("it has more than {MOST} branches and tags"));
        }
    }
    Ok(found)
}

/// The reference whose commit this is.
pub(super) fn named(stdout: &[u8], commit: &str) -> Option<String> {
    lines(stdout).find(|(_, at)| *at == commit).map(|(name, _)| name.to_owned())
}

fn lines(stdout: &[u8]) -> impl Iterator<Item = (&str, &str)> {
    stdout.split(|byte| *byte == b'\n').filter_map(|line| {
        let (commit, name) = std::str::from_utf8(line).ok()?.split_once('\t')?;
        let is_commit = matches!(commit.len(), 40 | 64)
            && commit.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        // What git forbids in names could move a cursor (git check-ref-format).
        let is_name = name.len() <= 512
            && !name.chars().any(|character| {
                character.is_control() || character.is_whitespace() || is_invisible(character)
            });
        (is_commit && is_name).then_some((name, commit))
    })
}

/// Marks that turn the direction of text, and others that nobody sees.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "0123456789abcdef0123456789abcdef01234567";
    const B: &str = "fedcba9876543210fedcba9876543210fedcba98";

    #[test]
    fn annotated_tags_are_peeled() {
        let text = format!("{A}\trefs/tags/v1\n{B}\trefs/tags/v1^{{}}\n{A}\trefs/heads/main\n");
        let found = references(text.as_bytes()).unwrap();
        assert_eq!(found["refs/tags/v1"], B);
        assert_eq!(found["refs/heads/main"], A);
    }

    #[test]
    fn names_that_would_move_a_cursor_are_left_out() {
        let text = format!(
            "{A}\trefs/tags/\u{1b}[2Jv1\n{A}\trefs/tags/v\u{202e}1\nx\trefs/tags/v2\n{A}\trefs/pull/1/head\nno tab\n\
             {A}\trefs/tags/{}\n",
            "a".repeat(600)
        );
        assert_eq!(references(text.as_bytes()).unwrap(), BTreeMap::new());
        assert_eq!(references(b"\xff\t\n").unwrap(), BTreeMap::new());
    }

    #[test]
    fn too_many_are_refused() {
        let text: String = (0..=MOST).map(|number| format!("{A}\trefs/tags/{number}\n")).collect();
        assert!(references(text.as_bytes()).is_err());
    }
}

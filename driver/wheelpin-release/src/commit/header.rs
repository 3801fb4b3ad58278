/// The first line of a message.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Header {
    pub(super) kind: String,
    pub(super) scope: Option<String>,
    pub(super) has_mark: bool,
    pub(super) description: String,
}

/// Reads `type(scope)!: description`; nothing where the line is something else.
///
/// Source: Conventional Commits 1.0, items 1, 4, 5, 13 and 15 (types are not case
/// sensitive).
pub(super) fn header(line: &str) -> Option<Header> {
    let (before, description) = line.split_once(':')?;
    // A scope may hold a colon.
    let (before, description) = match before.split_once('(') {
        Some((_, scope)) if !scope.contains(')') => {
            let (scope, _) = line.split_once(')')?;
            let rest = line.get(scope.len()..)?;
            let (close, description) = rest.split_once(':')?;
            (line.get(..scope.len() + close.len())?, description)
        }
        _ => (before, description),
    };
    let description = description.strip_prefix([' ', '\t'])?.trim();
    let (before, has_mark) = match before.strip_suffix('!') {
        Some(before) => (before, true),
        None => (before, false),
    };
    let (kind, scope) = match before.split_once('(') {
        Some((kind, scope)) => (kind, Some(scope.strip_suffix(')')?.trim())),
        None => (before, None),
    };
    if !is_type(kind) || description.is_empty() {
        return None;
    }
    if scope.is_some_and(|scope| scope.is_empty() || scope.contains(['(', ')'])) {
        return None;
    }
    Some(Header {
        kind: kind.to_lowercase(),
        scope: scope.map(Into::into),
        has_mark,
        description: description.into(),
    })
}

/// Whether a word can be the type of a commit.
#[must_use]
pub fn is_type(word: &str) -> bool {
    let is_part = |character: char| character.is_alphanumeric() || matches!(character, '-' | '_');
    !word.is_empty() && word.chars().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is(line: &str, kind: &str, scope: Option<&str>, has_mark: bool, description: &str) {
        let header = header(line).unwrap();
        assert_eq!(
            (header.kind.as_str(), header.scope.as_deref(), header.has_mark),
            (kind, scope, has_mark)
        );
        assert_eq!(header.description, description);
    }

    #[test]
    fn type_scope_mark_and_description() {
        is("feat: a: b", "feat", None, false, "a: b");
        is("Feat(api)!:  a", "feat", Some("api"), true, "a");
        is("fix!: a", "fix", None, true, "a");
        is("fix(a:b): c", "fix", Some("a:b"), false, "c");
        is("build-deps(npm, cargo): c (#1)", "build-deps", Some("npm, cargo"), false, "c (#1)");
    }

    #[test]
    fn other_lines_are_no_headers() {
        for line in [
            "",
            ":",
            ": a",
            "feat",
            "feat:",
            "feat: ",
            "feat:a",
            "feat : a",
            "a b: c",
            "feat(: a",
            "feat(): a",
            "feat(a: b",
            "feat(a)b: c",
            "feat(a))!: b",
            "!: a",
            "feat!!: a",
            "feat((a)): b",
            "https://a",
            "feat(a)",
            "Merge branch 'a'",
            "(a): b",
            "a(b:c",
        ] {
            assert_eq!(header(line), None, "{line:?}");
        }
    }
}

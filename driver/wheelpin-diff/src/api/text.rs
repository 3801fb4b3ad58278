//! One form for what can be written in several.

/// An expression on one line, without spaces that mean nothing; cut off where it is very long.
pub(crate) fn expression(text: &str) -> String {
    const LONGEST: usize = 2000;
    let mut normal = String::new();
    let mut quote = None;
    for character in text.chars() {
        if normal.len() > LONGEST {
            normal.push('…');
            break;
        }
        match quote {
            Some(open) => {
                quote = (character != open).then_some(open);
                normal.push(character);
            }
            None if character.is_whitespace() => {
                if !normal.ends_with([' ', '(', '[', '{']) && !normal.is_empty() {
                    normal.push(' ');
                }
            }
            None => {
                if matches!(character, ')' | ']' | '}' | ',') {
                    normal.truncate(normal.trim_end_matches(' ').len());
                }
                if matches!(character, ']' | '}') && normal.ends_with(',') {
                    normal.pop();
                }
                if matches!(character, '"' | '\'') {
                    quote = Some(character);
                }
                normal.push(character);
            }
        }
    }
    let normal = normal.trim_end();
    // Quotes of either kind say the same.
    match normal.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
        Some(inside) if !inside.contains(['\'', '"', '\\']) => format!("\"{inside}\""),
        _ => normal.into(),
    }
}

/// A type as PEP 604 and PEP 585 write it: `Optional[List[int]]` is `list[int] | None`. The order
/// of a union does not count.
pub(crate) fn annotation(text: &str) -> String {
    let text = expression(text);
    let mut rest = text.as_str();
    match union(&mut rest, 0) {
        Some(parts) if rest.trim().is_empty() => written(parts),
        _ => text,
    }
}

/// Brackets within each other that are looked into.
const DEEPEST: usize = 32;

fn written(mut parts: Vec<String>) -> String {
    parts.sort_by_key(|part| (part == "None", part.clone()));
    parts.dedup();
    parts.join(" | ")
}

/// The parts of `A | B`.
fn union(rest: &mut &str, depth: usize) -> Option<Vec<String>> {
    let mut parts = Vec::new();
    loop {
        parts.extend(part(rest, depth)?);
        *rest = rest.trim_start();
        match rest.strip_prefix('|') {
            Some(after) => *rest = after,
            None => return Some(parts),
        }
    }
}

/// A name with or without brackets, a literal, a list of types, or a type in quotes.
fn part(rest: &mut &str, depth: usize) -> Option<Vec<String>> {
    if depth > DEEPEST {
        return None;
    }
    *rest = rest.trim_start();
    if let Some(quote) = rest.chars().next().filter(|one| matches!(one, '"' | '\'')) {
        let inside = rest.get(1..)?;
        let end = inside.find(quote)?;
        let (quoted, after) = inside.split_at(end);
        *rest = after.get(1..)?;
        let mut quoted = quoted;
        let parts = union(&mut quoted, depth + 1)?;
        return quoted.trim().is_empty().then_some(parts);
    }
    if rest.starts_with('[') {
        return Some(vec![format!("[{}]", arguments(rest, depth)?.join(", "))]);
    }
    if let Some(after) = rest.strip_prefix("...") {
        *rest = after;
        return Some(vec!["...".into()]);
    }
    let is_name = |one: char| one.is_alphanumeric() || matches!(one, '_' | '.');
    let end = rest.find(|one| !is_name(one)).unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    if name.is_empty() {
        return None;
    }
    *rest = after;
    let name = short_name(name);
    if !rest.trim_start().starts_with('[') {
        return Some(vec![name.into()]);
    }
    *rest = rest.trim_start();
    if name == "Literal" {
        let end = rest.find(']')?;
        let (inside, after) = rest.split_at(end);
        *rest = after.get(1..)?;
        let values = inside.get(1..)?.split(',').map(|value| expression(value.trim()));
        return Some(values.map(|value| format!("Literal[{value}]")).collect());
    }
    let within = arguments(rest, depth)?;
    Some(match name {
        "Optional" => within.into_iter().chain(["None".into()]).collect(),
        "Union" => within,
        _ => vec![format!("{name}[{}]", within.join(", "))],
    })
}

/// What stands in brackets between commas.
fn arguments(rest: &mut &str, depth: usize) -> Option<Vec<String>> {
    *rest = rest.strip_prefix('[')?;
    let mut arguments = Vec::new();
    loop {
        *rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix(']') {
            *rest = after;
            return Some(arguments);
        }
        arguments.push(written(union(rest, depth + 1)?));
        *rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix(',') {
            *rest = after;
        } else if !rest.starts_with(']') {
            return None;
        }
    }
}

/// Names of `typing` without it, and those of its aliases that builtins replaced (PEP 585).
fn short_name(name: &str) -> &str {
    let name = ["typing.", "typing_extensions.", "_typing.", "t.", "collections.abc."]
        .iter()
        .find_map(|module| name.strip_prefix(module))
        .unwrap_or(name);
    match name {
        "List" => "list",
        "Dict" => "dict",
        "Set" => "set",
        "FrozenSet" => "frozenset",
        "Tuple" => "tuple",
        "Type" => "type",
        name => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_have_one_form() {
        for (text, wanted) in [
            ("Optional[ List[int] ]", "list[int] | None"),
            ("None|list[int]", "list[int] | None"),
            ("typing.Union[str, 'bytes', None]", "bytes | str | None"),
            ("Callable[[int, Optional[str]], None]", "Callable[[int, str | None], None]"),
            ("Tuple[int, ...]", "tuple[int, ...]"),
            ("Literal['b', \"a\"]", "Literal[\"a\"] | Literal[\"b\"]"),
            ("a.b.C", "a.b.C"),
            ("dict[\n    str,\n    int,\n]", "dict[str, int]"),
            ("lambda x: 1", "lambda x: 1"),
        ] {
            assert_eq!(annotation(text), wanted, "{text}");
        }
        let deep = "list[".repeat(100_000);
        assert!(annotation(&deep).len() < 10_000);
    }

    #[test]
    fn expressions_are_on_one_line() {
        assert_eq!(expression("'a'"), "\"a\"");
        assert_eq!(expression("[\n  1,\n  2,\n]"), "[1, 2]");
        assert_eq!(expression("(1, )"), "(1,)");
        assert_eq!(expression("'a  b' + c"), "'a  b' + c");
    }
}

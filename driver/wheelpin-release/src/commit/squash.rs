use super::header::header;

/// The messages within one: each a list of lines that begins with a header.
///
/// A forge that squashes writes a title, then `* header` and its paragraphs for each
/// commit; `git merge --squash` writes whole commits, indented. Only headers of known
/// types count, so that a list in a body stays one; but any item that stands alone ends
/// the commit before it.
pub(super) fn split<'a>(lines: &'a [String], types: &[String]) -> (&'a [String], Vec<Vec<String>>) {
    if lines.first().is_some_and(|line| line == "Squashed commit of the following:") {
        return (&[], commits(lines));
    }
    let is_item = |line: &String| {
        line.strip_prefix("* ").and_then(header).is_some_and(|header| types.contains(&header.kind))
    };
    let start = lines.iter().skip(1).position(is_item).map_or(lines.len(), |at| at + 1);
    let (own, rest) = lines.split_at(start);
    let mut parts: Vec<Vec<String>> = Vec::new();
    for (at, line) in rest.iter().enumerate() {
        let is_blank = |at: usize| rest.get(at).is_none_or(String::is_empty);
        let is_alone = || at.checked_sub(1).is_none_or(is_blank) && is_blank(at + 1);
        match (line.strip_prefix("* "), parts.last_mut()) {
            (Some(header), _) if is_item(line) || is_alone() => parts.push(vec![header.into()]),
            (_, Some(part)) => part.push(line.clone()),
            (_, None) => {}
        }
    }
    (own, parts)
}

/// Messages in the form of `git log`: what stands behind four spaces, after a line
/// `commit HASH`.
fn commits(lines: &[String]) -> Vec<Vec<String>> {
    let mut parts: Vec<Vec<String>> = Vec::new();
    for line in lines.iter().skip(1) {
        if line.starts_with("commit ") {
            parts.push(Vec::new());
        } else if let Some(part) = parts.last_mut() {
            match line.strip_prefix("    ") {
                Some(text) => part.push(text.into()),
                None if line.is_empty() && !part.is_empty() => part.push(String::new()),
                None => {}
            }
        }
    }
    parts
}

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use wheelpin_workflow::yaml::{Node, Unreadable, Value, clip, limits};

/// Reads TOML. The parser refuses what is nested more than 80 levels deep.
pub(crate) fn read_toml(text: &str) -> Result<Node, Unreadable> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = Lines::new(text);
    let table = DeTable::parse(text).map_err(|error| Unreadable::Syntax {
        line: error.span().map_or(1, |span| lines.of(span.start)),
        message: clip(error.message()),
    })?;
    from_table(table.get_ref(), 1, &lines, limits::DEPTH)
}

fn from_table(
    table: &DeTable<'_>,
    line: usize,
    lines: &Lines,
    depth: usize,
) -> Result<Node, Unreadable> {
    let mut entries = Vec::with_capacity(table.len());
    for (key, value) in table {
        let line = lines.of(key.span().start);
        entries.push((key.get_ref().to_string(), from_value(value, line, lines, depth)?));
    }
    entries.sort_by_key(|(_, node)| node.line);
    Ok(Node::at_line(line, Value::Map(entries)))
}

fn from_value(
    value: &Spanned<DeValue<'_>>,
    line: usize,
    lines: &Lines,
    depth: usize,
) -> Result<Node, Unreadable> {
    let depth = depth.checked_sub(1).ok_or(Unreadable::Limit("too many levels"))?;
    let value = match value.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(integer) => Value::Text(integer.as_str().into()),
        DeValue::Float(float) => Value::Text(float.as_str().into()),
        DeValue::Boolean(boolean) => Value::Text(boolean.to_string()),
        DeValue::Datetime(datetime) => Value::Text(datetime.to_string()),
        DeValue::Array(array) => Value::List(
            array
                .iter()
                .map(|element| from_value(element, lines.of(element.span().start), lines, depth))
                .collect::<Result<_, _>>()?,
        ),
        DeValue::Table(table) => return from_table(table, line, lines, depth),
    };
    Ok(Node::at_line(line, value))
}

/// Where lines begin.
struct Lines(Vec<usize>);

impl Lines {
    fn new(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(index, _)| index).collect())
    }

    /// The line of a byte, from 1 on.
    fn of(&self, byte: usize) -> usize {
        self.0.partition_point(|end| *end < byte) + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_has_the_line_of_its_key() {
        let node = read_toml("[a]\nb = true\n[a.c]\nd = [\n 'x',\n 'y']\n").unwrap();
        assert_eq!(node.at(["a", "b"]).unwrap(), &Node::at_line(2, Value::Text("true".into())));
        let list = node.at(["a", "c", "d"]).unwrap();
        assert_eq!((list.line, list.elements()[1].line), (4, 6));
    }

    #[test]
    fn a_mistake_has_its_line() {
        assert!(matches!(read_toml("a = 1\nb ="), Err(Unreadable::Syntax { line: 2, .. })));
    }

    #[test]
    fn nesting_ends_in_an_error() {
        for text in [
            format!("a = {}", "[".repeat(100_000)),
            format!("a = {}{}", "[".repeat(100_000), "]".repeat(100_000)),
            format!("{} = 1", vec!["a"; 100_000].join(".")),
            format!("[{}]", vec!["a"; 100_000].join(".")),
            format!("a = {}", "{a=".repeat(100_000)),
        ] {
            assert!(read_toml(&text).is_err());
        }
    }
}

use std::collections::HashMap;

use saphyr_parser::{Event, Parser};

use crate::error::Unreadable;
use crate::finding::clip;
use crate::node::{Node, Value, limits};

/// Reads the first document of a YAML file.
///
/// Aliases are copies of what they stand for and count as such, so a file that
/// repeats itself without end is refused. Keys that are no scalars are dropped.
pub(crate) fn read_yaml(text: &str) -> Result<Node, Unreadable> {
    let mut builder = Builder::default();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| Unreadable::Syntax {
            line: error.marker().line(),
            message: clip(error.info()),
        })?;
        let line = span.start.line();
        match event {
            Event::Scalar(text, _, anchor, _) => {
                builder.leaf(Node { line, value: Value::Text(text.into_owned()) }, anchor)?;
            }
            Event::Alias(anchor) => builder.alias(anchor, line)?,
            Event::SequenceStart(anchor, _) => {
                builder.open(Value::List(Vec::new()), line, anchor)?
            }
            Event::MappingStart(anchor, _) => builder.open(Value::Map(Vec::new()), line, anchor)?,
            Event::SequenceEnd | Event::MappingEnd => builder.close()?,
            Event::DocumentEnd => break,
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) => {}
        }
    }
    Ok(builder.root.unwrap_or_else(|| Node::empty().clone()))
}

/// A list or map that is not yet at its end.
struct Open {
    node: Node,
    anchor: usize,
    /// The key whose value comes next.
    key: Option<Node>,
}

#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    root: Option<Node>,
    anchors: HashMap<usize, (Node, usize)>,
    nodes: usize,
}

impl Builder {
    fn open(&mut self, value: Value, line: usize, anchor: usize) -> Result<(), Unreadable> {
        if self.open.len() >= limits::DEPTH {
            return Err(Unreadable::Limit("too many levels"));
        }
        self.open.push(Open { node: Node { line, value }, anchor, key: None });
        Ok(())
    }

    fn close(&mut self) -> Result<(), Unreadable> {
        match self.open.pop() {
            Some(open) => self.leaf(open.node, open.anchor),
            None => Ok(()),
        }
    }

    fn alias(&mut self, anchor: usize, line: usize) -> Result<(), Unreadable> {
        let Some((node, size)) = self.anchors.get(&anchor) else {
            self.place(Node { line, value: Value::Text(String::new()) });
            return Ok(());
        };
        self.nodes += size;
        if self.nodes > limits::NODES {
            return Err(Unreadable::Limit("too many nodes"));
        }
        if self.open.len() + depth(node) > limits::DEPTH {
            return Err(Unreadable::Limit("too many levels"));
        }
        let node = node.clone();
        self.place(node);
        Ok(())
    }

    /// Puts a node that is at its end where it belongs.
    fn leaf(&mut self, node: Node, anchor: usize) -> Result<(), Unreadable> {
        self.nodes += 1;
        if self.nodes > limits::NODES {
            return Err(Unreadable::Limit("too many nodes"));
        }
        if anchor > 0 {
            let size = size(&node);
            // The copy that is kept counts as well.
            self.nodes += size;
            self.anchors.insert(anchor, (node.clone(), size));
        }
        self.place(node);
        Ok(())
    }

    fn place(&mut self, node: Node) {
        let Some(open) = self.open.last_mut() else {
            self.root.get_or_insert(node);
            return;
        };
        match &mut open.node.value {
            Value::List(elements) => elements.push(node),
            Value::Map(entries) => match open.key.take() {
                None => open.key = Some(node),
                Some(key) => {
                    if let Value::Text(text) = key.value {
                        // A value stands where its key does, as in TOML.
                        entries.push((text, Node { line: key.line, ..node }));
                    }
                }
            },
            Value::Text(_) => {}
        }
    }
}

fn size(node: &Node) -> usize {
    1 + match &node.value {
        Value::Text(_) => 0,
        Value::List(elements) => elements.iter().map(size).sum(),
        Value::Map(entries) => entries.iter().map(|(_, node)| size(node)).sum(),
    }
}

fn depth(node: &Node) -> usize {
    1 + match &node.value {
        Value::Text(_) => 0,
        Value::List(elements) => elements.iter().map(depth).max().unwrap_or(0),
        Value::Map(entries) => entries.iter().map(|(_, node)| depth(node)).max().unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_has_the_line_of_its_key() {
        let node =
            read_yaml("on:\n  push:\njobs:\n  a:\n    steps:\n      - run: |\n          b\n")
                .unwrap();
        assert_eq!(node.at(["jobs", "a"]).unwrap().line, 4);
        let step = &node.at(["jobs", "a", "steps"]).unwrap().elements()[0];
        assert_eq!((step.line, step.text_at(["run"])), (6, Some("b\n")));
        assert_eq!(node.text_at(["on", "push"]), Some(""));
    }

    #[test]
    fn aliases_are_copies() {
        let node = read_yaml("a: &x {b: 1}\nc: *x\n").unwrap();
        assert_eq!(node.text_at(["c", "b"]), Some("1"));
    }

    #[test]
    fn repetition_without_end_is_refused() {
        let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..20 {
            let below = vec![format!("*a{}", level - 1); 9].join(", ");
            text.push_str(&format!("a{level}: &a{level} [{below}]\n"));
        }
        assert!(matches!(read_yaml(&text), Err(Unreadable::Limit(_))));
    }

    #[test]
    fn nesting_ends_in_an_error() {
        for text in [
            "[".repeat(100_000),
            "{a: ".repeat(100_000),
            "- ".repeat(100_000),
            "? ".repeat(100_000),
        ] {
            assert!(read_yaml(&text).is_err());
        }
    }

    #[test]
    fn an_empty_file_is_an_empty_map() {
        assert_eq!(&read_yaml("").unwrap(), Node::empty());
    }
}

use std::collections::HashMap;

use crate::yaml::{Node, Span, Style, Unreadable, Value, clip, limits};

/// A list or map that is not yet at its end.
struct Open {
    node: Node,
    anchor: usize,
    /// The key whose value comes next.
    key: Option<Node>,
    /// The keys there are, and their lines.
    keys: HashMap<String, usize>,
}

/// Nodes put together from events, within limits.
#[derive(Default)]
pub(super) struct Builder {
    open: Vec<Open>,
    pub(super) root: Option<Node>,
    anchors: HashMap<usize, (Node, usize)>,
    nodes: usize,
}

impl Builder {
    /// A list or map begins.
    pub(super) fn open(&mut self, node: Node, anchor: usize) -> Result<(), Unreadable> {
        if self.open.len() >= limits::DEPTH {
            return Err(Unreadable::Limit("too many levels"));
        }
        self.open.push(Open { node, anchor, key: None, keys: HashMap::new() });
        Ok(())
    }

    /// The newest list or map ends.
    pub(super) fn close(&mut self, end: usize) -> Result<(), Unreadable> {
        match self.open.pop() {
            Some(mut open) => {
                open.node.span.bytes.end = end.max(open.node.span.bytes.start);
                self.leaf(open.node, open.anchor)
            }
            None => Ok(()),
        }
    }

    /// A copy of what has the anchor.
    pub(super) fn alias(&mut self, anchor: usize, at: Span) -> Result<(), Unreadable> {
        let Some((node, size)) = self.anchors.get(&anchor) else {
            return self.place(Node {
                line: at.line,
                key: Span::default(),
                span: at,
                style: Style::Alias,
                value: Value::Text(String::new()),
            });
        };
        self.nodes += size;
        if self.nodes > limits::NODES {
            return Err(Unreadable::Limit("too many nodes"));
        }
        if self.open.len() + depth(node) > limits::DEPTH {
            return Err(Unreadable::Limit("too many levels"));
        }
        let node = Node { span: at, style: Style::Alias, ..node.clone() };
        self.place(node)
    }

    /// Puts a node that is at its end where it belongs.
    pub(super) fn leaf(&mut self, node: Node, anchor: usize) -> Result<(), Unreadable> {
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
        self.place(node)
    }

    fn place(&mut self, node: Node) -> Result<(), Unreadable> {
        let Some(open) = self.open.last_mut() else {
            self.root.get_or_insert(node);
            return Ok(());
        };
        match &mut open.node.value {
            Value::List(elements) => elements.push(node),
            Value::Map(entries) => match open.key.take() {
                None => open.key = Some(node),
                Some(key) => {
                    if let Value::Text(text) = key.value {
                        if let Some(first) = open.keys.insert(text.clone(), key.line) {
                            let key_line = key.line;
                            let key = clip(&text);
                            return Err(Unreadable::Duplicate { line: key_line, first, key });
                        }
                        // A value stands where its key does, as in TOML.
                        entries.push((text, Node { line: key.line, key: key.span, ..node }));
                    }
                }
            },
            Value::Text(_) => {}
        }
        Ok(())
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

use crate::yaml::span::Span;

/// A value of a YAML or TOML file, and where it stands.
///
/// Both formats become the same: a scalar is text whatever its type, since
/// `true` and `"true"` mean the same to every rule.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Node {
    /// The line that it is read to stand in, from 1 on: that of its key, in a map.
    pub line: usize,
    /// Its key in a map; nowhere (all 0) for other nodes.
    pub key: Span,
    /// The value itself as written, from its first to its last byte, quotes, but neither
    /// anchor nor tag. What an alias stands for has the span of the alias.
    pub span: Span,
    /// How it is written.
    pub style: Style,
    /// What it is.
    pub value: Value,
}

/// What a node is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Value {
    /// A scalar, without quotes and escapes.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A map, in the order of the file.
    Map(Vec<(String, Node)>),
}

/// How a node is written.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Style {
    /// A scalar without quotes.
    #[default]
    Plain,
    /// A scalar in `'`.
    SingleQuoted,
    /// A scalar in `"`.
    DoubleQuoted,
    /// A scalar behind `|`.
    Literal,
    /// A scalar behind `>`.
    Folded,
    /// A list or map, whether `[]` and `{}` or in lines of their own.
    Collection,
    /// `*name`: a copy of what has the anchor. An edit of its bytes is one of the alias alone.
    Alias,
}

/// What nodes a file may have. GitHub's own limits are lower, and a `Cargo.lock`
/// is not read as nodes.
pub mod limits {
    /// Levels below each other.
    pub const DEPTH: usize = 64;
    /// Nodes, those that aliases repeat included.
    pub const NODES: usize = 100_000;
    /// Bytes of a file.
    pub const BYTES: usize = 1 << 20;
}

impl Node {
    /// A node of a file whose places within lines do not matter.
    #[must_use]
    pub fn at_line(line: usize, value: Value) -> Self {
        Self {
            line,
            key: Span::default(),
            span: Span::line(line),
            style: if matches!(value, Value::Text(_)) { Style::Plain } else { Style::Collection },
            value,
        }
    }

    /// A map without entries, which stands nowhere.
    #[must_use]
    pub fn empty() -> &'static Self {
        static EMPTY: Node = Node {
            line: 0,
            key: Span { line: 0, column: 0, bytes: 0..0 },
            span: Span { line: 0, column: 0, bytes: 0..0 },
            style: Style::Collection,
            value: Value::Map(Vec::new()),
        };
        &EMPTY
    }

    /// The value of a key of a map.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entries().iter().find(|(name, _)| name == key).map(|(_, node)| node)
    }

    /// The value at the end of a path of keys.
    #[must_use]
    pub fn at<const N: usize>(&self, path: [&str; N]) -> Option<&Self> {
        path.iter().try_fold(self, |node, key| node.get(key))
    }

    /// The scalar at the end of a path of keys.
    #[must_use]
    pub fn text_at<const N: usize>(&self, path: [&str; N]) -> Option<&str> {
        self.at(path)?.text()
    }

    /// The scalar; none for a list or map.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            Value::List(_) | Value::Map(_) => None,
        }
    }

    /// The entries of a map; none for all else.
    #[must_use]
    pub fn entries(&self) -> &[(String, Self)] {
        match &self.value {
            Value::Map(entries) => entries,
            Value::Text(_) | Value::List(_) => &[],
        }
    }

    /// The elements of a list; none for all else.
    #[must_use]
    pub fn elements(&self) -> &[Self] {
        match &self.value {
            Value::List(elements) => elements,
            Value::Text(_) | Value::Map(_) => &[],
        }
    }

    /// The scalars of a list, or the scalar alone.
    #[must_use]
    pub fn texts(&self) -> Vec<&str> {
        match &self.value {
            Value::Text(text) => vec![text],
            Value::List(elements) => elements.iter().filter_map(Self::text).collect(),
            Value::Map(_) => Vec::new(),
        }
    }

    /// Every scalar in it, with the key it stands under (empty in a list).
    #[must_use]
    pub fn scalars(&self) -> Vec<(&str, &Self)> {
        let mut scalars = Vec::new();
        self.collect("", &mut scalars);
        scalars
    }

    fn collect<'a>(&'a self, key: &'a str, scalars: &mut Vec<(&'a str, &'a Self)>) {
        match &self.value {
            Value::Text(_) => scalars.push((key, self)),
            Value::List(elements) => elements.iter().for_each(|node| node.collect("", scalars)),
            Value::Map(entries) => {
                entries.iter().for_each(|(key, node)| node.collect(key, scalars))
            }
        }
    }
}

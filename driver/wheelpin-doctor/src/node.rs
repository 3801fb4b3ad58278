/// A value of a TOML or YAML file and its line.
///
/// Both formats become the same: a scalar is text whatever its type, since
/// `true` and `"true"` mean the same to every rule.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Node {
    /// From 1 on.
    pub(crate) line: usize,
    pub(crate) value: Value,
}

#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Value {
    /// A scalar.
    Text(String),
    List(Vec<Node>),
    /// In the order of the file.
    Map(Vec<(String, Node)>),
}

/// What nodes a file may have. GitHub's own limits are lower, and a `Cargo.lock`
/// is not read as nodes.
pub(crate) mod limits {
    /// Levels below each other.
    pub(crate) const DEPTH: usize = 64;
    /// Nodes, those that aliases repeat included.
    pub(crate) const NODES: usize = 100_000;
}

impl Node {
    /// A map without entries, which stands nowhere.
    pub(crate) fn empty() -> &'static Self {
        static EMPTY: Node = Node { line: 0, value: Value::Map(Vec::new()) };
        &EMPTY
    }

    /// The value of a key of a map.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        self.entries().iter().find(|(name, _)| name == key).map(|(_, node)| node)
    }

    /// The value at the end of a path of keys.
    pub(crate) fn at<const N: usize>(&self, path: [&str; N]) -> Option<&Self> {
        path.iter().try_fold(self, |node, key| node.get(key))
    }

    /// The scalar at the end of a path of keys.
    pub(crate) fn text_at<const N: usize>(&self, path: [&str; N]) -> Option<&str> {
        self.at(path)?.text()
    }

    /// The scalar; none for a list or map.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            Value::List(_) | Value::Map(_) => None,
        }
    }

    /// The entries of a map; none for all else.
    pub(crate) fn entries(&self) -> &[(String, Self)] {
        match &self.value {
            Value::Map(entries) => entries,
            Value::Text(_) | Value::List(_) => &[],
        }
    }

    /// The elements of a list; none for all else.
    pub(crate) fn elements(&self) -> &[Self] {
        match &self.value {
            Value::List(elements) => elements,
            Value::Text(_) | Value::Map(_) => &[],
        }
    }

    /// The scalars of a list, or the scalar alone.
    pub(crate) fn texts(&self) -> Vec<&str> {
        match &self.value {
            Value::Text(text) => vec![text],
            Value::List(elements) => elements.iter().filter_map(Self::text).collect(),
            Value::Map(_) => Vec::new(),
        }
    }

    /// Every scalar in it, with the key it stands under (empty in a list).
    pub(crate) fn scalars(&self) -> Vec<(&str, &Self)> {
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

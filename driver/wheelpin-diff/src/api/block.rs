use std::collections::BTreeMap;

use tree_sitter::Node;

use crate::api::dunder_all;
use crate::api::function::function;
use crate::api::item::{All, Class, Function, FunctionKind, Import, Item, Module, Signature};
use crate::api::parse::Source;
use crate::api::text;

/// The names of a module or a class as its statements are gone through.
pub(crate) struct Block<'a> {
    source: &'a Source<'a>,
    is_class: bool,
    names: BTreeMap<String, Item>,
    /// Fields of a dataclass or named tuple, in order, with whether they have a default.
    pub(super) fields: Vec<(String, Option<String>, Option<String>)>,
    stars: Vec<String>,
    all: Option<All>,
    /// Whether the statements are those of a branch, of which there may be others.
    in_branch: bool,
    depth: usize,
}

/// Blocks within each other that are looked into.
pub(super) const DEEPEST: usize = 24;
/// The longest name that is one, in bytes.
const LONGEST: usize = 512;

impl<'a> Block<'a> {
    pub(crate) fn of_module(source: &'a Source<'a>) -> Self {
        Self::new(source, false, 0)
    }

    fn new(source: &'a Source<'a>, is_class: bool, depth: usize) -> Self {
        Self {
            source,
            is_class,
            names: BTreeMap::new(),
            fields: Vec::new(),
            stars: Vec::new(),
            all: None,
            in_branch: false,
            depth,
        }
    }

    pub(crate) fn into_module(self) -> Module {
        Module {
            names: self.names,
            stars: self.stars,
            all: self.all,
            kind: self.source.kind,
            is_package: self.source.is_package,
            is_broken: false,
        }
    }

    /// Goes through the statements of a node.
    pub(crate) fn read(&mut self, node: Node<'_>) {
        let mut cursor = node.walk();
        for statement in node.named_children(&mut cursor) {
            self.statement(statement);
        }
    }

    fn statement(&mut self, node: Node<'_>) {
        match node.kind() {
            "function_definition" => self.function(node, &[]),
            "class_definition" => self.class(node, &[]),
            "decorated_definition" => self.decorated(node),
            "expression_statement" => self.expression(node),
            "import_statement" => self.import(node),
            "import_from_statement" => self.import_from(node),
            "type_alias_statement" => {
                let left = node.child_by_field_name("left").map(|left| self.text(left));
                if let Some(name) = left.as_deref().and_then(|left| left.split('[').next()) {
                    self.define(name.trim(), Item::Value { annotation: None });
                }
            }
            "delete_statement" => {
                let names = self.text(node);
                for name in names.trim_start_matches("del").split(',') {
                    self.names.remove(name.trim());
                }
            }
            "if_statement"
            | "try_statement"
            | "with_statement"
            | "for_statement"
            | "while_statement"
            | "match_statement"
            | "elif_clause"
            | "else_clause"
            | "except_clause"
            | "except_group_clause"
            | "finally_clause"
            | "case_clause"
            | "block" => self.branches(node),
            _ => {}
        }
    }

    /// What is defined in any branch is there; of two of one name the first counts, which is
    /// the one for the newer Python, or the compiled one, as a rule.
    fn branches(&mut self, node: Node<'_>) {
        if self.depth == DEEPEST {
            return;
        }
        self.depth += 1;
        let was_in_branch = std::mem::replace(&mut self.in_branch, true);
        self.read(node);
        self.in_branch = was_in_branch;
        self.depth -= 1;
    }

    fn decorated(&mut self, node: Node<'_>) {
        let mut cursor = node.walk();
        let decorators: Vec<String> = node
            .named_children(&mut cursor)
            .filter(|child| child.kind() == "decorator")
            .map(|child| text::expression(self.text(child).trim_start_matches('@')))
            .collect();
        let Some(definition) = node.child_by_field_name("definition") else { return };
        match definition.kind() {
            "function_definition" => self.function(definition, &decorators),
            "class_definition" => self.class(definition, &decorators),
            _ => {}
        }
    }

    fn function(&mut self, node: Node<'_>, decorators: &[String]) {
        let Some(name) = node.child_by_field_name("name").map(|name| self.text(name)) else {
            return;
        };
        let mut found = function(node, self.source.text, decorators, self.is_class);
        if self.is_class && name == "__init__" {
            self.attributes(node);
        }
        // It is a static method that is given its class, whether or not it says so.
        if self.is_class && name == "__new__" && found.kind == FunctionKind::StaticMethod {
            found.kind = FunctionKind::Plain;
            found.signatures.iter_mut().for_each(Signature::drop_first);
        }
        // What a constructor gives is its class, however that is written.
        if self.is_class && matches!(name.as_str(), "__init__" | "__new__") {
            found.signatures.iter_mut().for_each(|signature| signature.returns = None);
        }
        // `@name.setter`
        let accessor = decorators.iter().find_map(|decorator| decorator.strip_prefix(&name));
        if let Some(accessor) = accessor.filter(|rest| rest.starts_with('.')) {
            if let Some(Item::Function(Function {
                kind: FunctionKind::Property { is_settable },
                ..
            })) = self.names.get_mut(&name)
            {
                *is_settable |= accessor == ".setter";
            }
            return;
        }
        if let Some(Item::Function(known)) = self.names.get_mut(&name)
            && known.is_overloaded
        {
            // What follows the overloads is what they lead to, and nobody calls.
            if found.is_overloaded {
                known.signatures.append(&mut found.signatures);
            }
            return;
        }
        self.define(&name, Item::Function(found));
    }

    /// `self.name = …` in `__init__`.
    fn attributes(&mut self, node: Node<'_>) {
        let Some(body) = node.child_by_field_name("body") else { return };
        let mut cursor = body.walk();
        for statement in body.named_children(&mut cursor) {
            let assignment = statement.named_child(0).filter(|one| one.kind() == "assignment");
            let Some(assignment) = assignment else { continue };
            let left = assignment.child_by_field_name("left").map(|left| self.text(left));
            let name = left.as_deref().and_then(|left| left.strip_prefix("self."));
            if let Some(name) = name.filter(|name| is_name(name))
                && !self.names.contains_key(name)
            {
                let annotation = self.annotation(assignment);
                self.define(name, Item::Value { annotation });
            }
        }
    }

    fn class(&mut self, node: Node<'_>, decorators: &[String]) {
        let Some(name) = node.child_by_field_name("name").map(|name| self.text(name)) else {
            return;
        };
        let mut bases = Vec::new();
        let mut is_open = false;
        if let Some(arguments) = node.child_by_field_name("superclasses") {
            let mut cursor = arguments.walk();
            for base in arguments.named_children(&mut cursor) {
                let name = base.child_by_field_name("name").map(|name| self.text(name));
                is_open |= name.as_deref() == Some("metaclass");
                if !matches!(base.kind(), "keyword_argument" | "comment" | "dictionary_splat") {
                    bases.push(text::annotation(&self.text(base)));
                }
            }
        }
        let mut block = Block::new(self.source, true, self.depth + 1);
        if let Some(body) = node.child_by_field_name("body").filter(|_| self.depth < DEEPEST) {
            block.read(body);
        }
        super::dataclass::add_constructor(&mut block, decorators, &bases);
        let is_deprecated = decorators.iter().any(|decorator| is_deprecated(decorator));
        let has_constructor = block.has("__init__") || block.has("__new__");
        is_open |= !has_constructor
            && decorators.iter().any(|decorator| super::dataclass::may_construct(decorator));
        let class = Class { bases, members: block.names, is_deprecated, is_open };
        self.define(&name, Item::Class(class));
    }

    fn expression(&mut self, node: Node<'_>) {
        let mut cursor = node.walk();
        for child in node.named_children(&mut cursor) {
            match child.kind() {
                "assignment" => self.assignment(child),
                "augmented_assignment" => {
                    let left = child.child_by_field_name("left").map(|left| self.text(left));
                    if left.as_deref() == Some("__all__")
                        && let Some(right) = child.child_by_field_name("right")
                    {
                        self.add_all(right);
                    }
                }
                "call" => self.call(child),
                _ => {}
            }
        }
    }

    /// `__all__.extend(…)`, `__all__.append(…)`
    fn call(&mut self, node: Node<'_>) {
        let function = node.child_by_field_name("function").map(|function| self.text(function));
        if !matches!(function.as_deref(), Some("__all__.extend" | "__all__.append")) {
            return;
        }
        let Some(arguments) = node.child_by_field_name("arguments") else { return };
        let mut cursor = arguments.walk();
        for argument in arguments.named_children(&mut cursor) {
            self.add_all(argument);
        }
    }

    fn assignment(&mut self, node: Node<'_>) {
        let Some(left) = node.child_by_field_name("left") else { return };
        let right = node.child_by_field_name("right");
        if self.text(left) == "__all__" && !self.is_class {
            // In a branch it is more than what another branch says.
            if !self.in_branch {
                self.all = None;
            }
            self.all.get_or_insert_default();
            if let Some(right) = right {
                self.add_all(right);
            }
            return;
        }
        let annotation = self.annotation(node);
        if self.is_class && left.kind() == "identifier" && annotation.is_some() {
            let default = right.map(|right| text::expression(&self.text(right)));
            self.fields.push((self.text(left), annotation.clone(), default));
        }
        let mut cursor = left.walk();
        let targets: Vec<Node<'_>> = match left.kind() {
            "identifier" => vec![left],
            "pattern_list" | "tuple_pattern" | "list_pattern" => {
                left.named_children(&mut cursor).collect()
            }
            _ => Vec::new(),
        };
        for target in targets.into_iter().filter(|target| target.kind() == "identifier") {
            let name = self.text(target);
            self.define(&name, Item::Value { annotation: annotation.clone() });
        }
        // `a = b = 1`
        if let Some(right) = right.filter(|right| right.kind() == "assignment")
            && self.depth < DEEPEST
        {
            self.depth += 1;
            self.assignment(right);
            self.depth -= 1;
        }
    }

    fn add_all(&mut self, node: Node<'_>) {
        dunder_all::add(self.all.get_or_insert_default(), node, self.source.text);
    }

    fn import(&mut self, node: Node<'_>) {
        let mut cursor = node.walk();
        for name in node.children_by_field_name("name", &mut cursor) {
            let (path, alias) = self.alias(name);
            match alias {
                Some(alias) => {
                    let is_explicit = alias == path;
                    let import = Import { module: path, name: None, is_explicit };
                    self.define(&alias, Item::Import(import));
                }
                None => {
                    // `import a.b` makes the name `a`.
                    let first = path.split('.').next().unwrap_or_default().to_owned();
                    let import = Import { module: first.clone(), name: None, is_explicit: false };
                    self.define(&first, Item::Import(import));
                }
            }
        }
    }

    fn import_from(&mut self, node: Node<'_>) {
        let Some(from) = node.child_by_field_name("module_name") else { return };
        let Some(module) = self.absolute(&self.text(from)) else { return };
        let mut cursor = node.walk();
        if node.named_children(&mut cursor).any(|child| child.kind() == "wildcard_import") {
            self.stars.push(module);
            return;
        }
        let mut cursor = node.walk();
        for name in node.children_by_field_name("name", &mut cursor) {
            let (path, alias) = self.alias(name);
            let is_explicit = alias.as_ref() == Some(&path);
            let import = Import { module: module.clone(), name: Some(path.clone()), is_explicit };
            self.define(&alias.unwrap_or(path), Item::Import(import));
        }
    }

    fn alias(&self, node: Node<'_>) -> (String, Option<String>) {
        if node.kind() != "aliased_import" {
            return (self.text(node), None);
        }
        let field = |name| node.child_by_field_name(name).map(|node| self.text(node));
        (field("name").unwrap_or_default(), field("alias"))
    }

    /// A module as it is imported from anywhere: `..a` within `x.y.z` is `x.a`.
    fn absolute(&self, written: &str) -> Option<String> {
        let written: String = written.chars().filter(|one| !one.is_whitespace()).collect();
        let name = written.trim_start_matches('.');
        let dots = written.len() - name.len();
        if dots == 0 {
            return Some(name.into());
        }
        let mut package: Vec<&str> = self.source.import.split('.').collect();
        let up = if self.source.is_package { dots - 1 } else { dots };
        let left = package.len().checked_sub(up)?;
        package.truncate(left);
        if !name.is_empty() {
            package.push(name);
        }
        Some(package.join("."))
    }

    fn annotation(&self, node: Node<'_>) -> Option<String> {
        let annotation = node.child_by_field_name("type")?;
        Some(text::annotation(&self.text(annotation)))
    }

    pub(super) fn define(&mut self, name: &str, item: Item) {
        if is_name(name) && !(self.in_branch && self.names.contains_key(name)) {
            self.names.insert(name.into(), item);
        }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    fn text(&self, node: Node<'_>) -> String {
        let bytes = self.source.text.get(node.byte_range()).unwrap_or_default();
        String::from_utf8_lossy(bytes).into_owned()
    }
}

pub(super) fn is_deprecated(decorator: &str) -> bool {
    let name = decorator.split('(').next().unwrap_or_default();
    name.rsplit('.').next() == Some("deprecated")
}

pub(super) fn is_name(name: &str) -> bool {
    let mut characters = name.chars();
    name.len() <= LONGEST
        && characters.next().is_some_and(|first| first == '_' || first.is_alphabetic())
        && characters.all(|one| one == '_' || one.is_alphanumeric())
}

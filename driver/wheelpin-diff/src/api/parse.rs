//! Python's sources and stubs as names and what they stand for.
//!
//! tree-sitter parses them: it does not descend into itself, whatever stands in a file, and makes
//! a tree of what is wrong too.

use std::ops::ControlFlow;

use tree_sitter::{Node, ParseOptions, Parser};

use crate::api::block::Block;
use crate::api::item::{Function, Item, Module, ModuleKind};

/// What is looked for names in: a file, with where it is.
pub(crate) struct Source<'a> {
    pub(crate) text: &'a [u8],
    /// What it is imported as: `sample.sub`.
    pub(crate) import: &'a str,
    pub(crate) kind: ModuleKind,
    pub(crate) is_package: bool,
}

/// Steps of the parser, in hundreds: more than two per byte are taken by files made to harm alone.
fn most_steps(length: usize) -> usize {
    1000 + length / 50
}

/// Reads a module. What cannot be parsed is left out, and the module said to be broken.
pub(crate) fn parse(source: &Source<'_>) -> Module {
    let empty = Module {
        kind: source.kind,
        is_package: source.is_package,
        is_broken: true,
        ..Module::default()
    };
    with_tree(source.text, |root| {
        let mut block = Block::of_module(source);
        block.read(root);
        Module { is_broken: root.has_error(), ..block.into_module() }
    })
    .unwrap_or(empty)
}

/// A text signature of a compiled function: `a, *, b=None`; none where it is none.
pub(crate) fn parse_signature(parameters: &str) -> Option<Function> {
    // What stands for the module and the instance is no name to Python.
    let parameters = parameters.replacen("$module, ", "", 1).replacen("$module", "", 1);
    let text = format!("def f({}): ...\n", parameters.replace('$', ""));
    let is_method = parameters.starts_with("$self") || parameters.starts_with("$cls");
    let source =
        Source { text: text.as_bytes(), import: "", kind: ModuleKind::Compiled, is_package: false };
    let module = parse(&source);
    match module.names.get("f") {
        Some(Item::Function(function)) if !module.is_broken => {
            let mut function = function.clone();
            if is_method {
                function.signatures.iter_mut().for_each(|signature| signature.drop_first());
            }
            Some(function)
        }
        _ => None,
    }
}

fn with_tree<T>(text: &[u8], each: impl FnOnce(Node<'_>) -> T) -> Option<T> {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_python::LANGUAGE.into()).ok()?;
    let mut left = most_steps(text.len());
    let mut count = |_: &tree_sitter::ParseState| match left.checked_sub(1) {
        Some(less) => {
            left = less;
            ControlFlow::Continue(())
        }
        None => ControlFlow::Break(()),
    };
    let options = ParseOptions::new().progress_callback(&mut count);
    let mut read = |at: usize, _| text.get(at..).unwrap_or_default();
    let tree = parser.parse_with_options(&mut read, None, Some(options))?;
    Some(each(tree.root_node()))
}

use tree_sitter::Node;

use crate::api::block::{DEEPEST, is_name};
use crate::api::item::All;

/// Adds what an expression is to `__all__`: lists and tuples of texts, sums of such, and
/// `module.__all__`.
pub(super) fn add(all: &mut All, node: Node<'_>, source: &[u8]) {
    let text = |node: Node<'_>| {
        let bytes = source.get(node.byte_range()).unwrap_or_default();
        String::from_utf8_lossy(bytes).into_owned()
    };
    let mut left = vec![(node, 0)];
    while let Some((node, depth)) = left.pop() {
        let mut cursor = node.walk();
        match node.kind() {
            _ if depth > DEEPEST => all.is_computed = true,
            "list"
            | "tuple"
            | "expression_list"
            | "set"
            | "binary_operator"
            | "parenthesized_expression"
            | "list_splat" => {
                let children: Vec<Node<'_>> = node.named_children(&mut cursor).collect();
                left.extend(children.into_iter().map(|child| (child, depth + 1)));
            }
            "string" => {
                let mut children = node.named_children(&mut cursor);
                let content = children.find(|child| child.kind() == "string_content").map(text);
                all.names.extend(content.filter(|name| is_name(name)));
            }
            "attribute" => match text(node).strip_suffix(".__all__") {
                Some(module) => all.of.push(module.into()),
                None => all.is_computed = true,
            },
            "comment" => {}
            _ => all.is_computed = true,
        }
    }
}

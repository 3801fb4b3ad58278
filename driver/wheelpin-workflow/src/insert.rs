use std::ops::Range;

use crate::model::Step;
use crate::yaml::{Node, Style};

/// An edit that gives a step's action one more input. None where the step or its inputs are
/// not written in lines of their own.
pub(crate) fn insert_input(
    step: Step<'_>,
    input: &str,
    value: &str,
) -> Option<(Range<usize>, String)> {
    let text = step.job.file.text.as_str();
    let uses = step.node.get("uses")?;
    let break_ = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let (after, indent, line) = match step.node.get("with") {
        Some(with) => {
            let (_, first) = with.entries().first()?;
            is_block(text, with)?;
            let last =
                with.entries().iter().map(|(_, node)| node).find(|node| is_plain(text, node))?;
            (last.span.bytes.end, column(first)?, format!("{input}: {value}"))
        }
        None => {
            is_block(text, step.node)?;
            let indent = column(uses)?;
            let inner = " ".repeat(indent + 2);
            (uses.span.bytes.end, indent, format!("with:{break_}{inner}{input}: {value}"))
        }
    };
    // Behind the line that it follows, with its comment.
    let rest = text.get(after..)?;
    let end = after + rest.find('\n').map_or(rest.len(), |at| at);
    let end = if text.get(..end)?.ends_with('\r') { end - 1 } else { end };
    Some((end..end, format!("{break_}{}{line}", " ".repeat(indent))))
}

fn column(node: &Node) -> Option<usize> {
    (node.style != Style::Alias).then(|| node.key.column.checked_sub(1))?
}

/// A scalar of one line.
fn is_plain(text: &str, node: &Node) -> bool {
    node.text().is_some()
        && node.style != Style::Alias
        && text.get(node.span.bytes.clone()).is_some_and(|written| !written.contains('\n'))
}

/// Written in lines of its own, not in `{}`, and not an alias.
fn is_block(text: &str, node: &Node) -> Option<()> {
    let written = text.get(node.span.bytes.clone())?;
    let is_block = node.style == Style::Collection && !written.starts_with('{');
    is_block.then_some(())
}

use crate::context::Context;
use crate::expression::{Expression, parse, walk};
use crate::finding::Found;
use crate::source_text::SourceText;

/// Every `${{ … }}` in a value of any file that has an expression of some kind in it.
pub(super) fn told(
    context: &Context<'_>,
    message: &str,
    is_meant: fn(&Expression) -> bool,
) -> Vec<Found> {
    let mut found = Vec::new();
    for file in &context.repository.files {
        for (_, node) in file.root.scalars() {
            let Some(source) = SourceText::of(file, node) else { continue };
            for fenced in source.expressions() {
                let mut is_told = false;
                if let Some(expression) = parse(fenced.text) {
                    walk(&expression, &mut |inner| is_told |= is_meant(inner));
                }
                if is_told {
                    found.push(Found::new(&file.path, message).span(source.span(&fenced.bytes)));
                }
            }
        }
    }
    found
}

//! Errors of reStructuredText that are certain: those for which docutils, as PyPI runs it
//! (readme_renderer: halt at warnings, no files, no raw HTML), renders nothing.
//!
//! Only a part of the markup is followed, and whatever is not understood is passed over
//! without a word, with all that depends on it: no error is told that docutils 0.23 does not
//! see, and many that it sees are not told.

mod body;
mod directive;
mod inline;
mod line;
mod names;
mod vocabulary;

use body::Body;
use names::Names;

/// An error, and the line it is in or begins in, from 1.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Problem {
    pub(crate) line: usize,
    pub(crate) what: String,
}

/// Bytes of a text that is looked at; no README comes near.
const LONGEST: usize = 1 << 20;

/// Lines that are looked at, counting those of nested parts once for each.
const STEPS: usize = 200_000;

/// The first error that was found.
pub(crate) fn rst_problem(text: &str) -> Option<Problem> {
    if text.len() > LONGEST {
        return None;
    }
    let texts: Vec<String> = line::lines(text)?;
    let lines: Vec<(usize, &str)> =
        texts.iter().enumerate().map(|(at, line)| (at + 1, line.as_str())).collect();
    let names = Names::read(&lines);
    let mut steps = STEPS;
    // Nested parts wait here, so that nothing descends into itself.
    let mut bodies = vec![Body::of_document(lines)];
    while let Some(body) = bodies.pop() {
        steps = steps.checked_sub(body.len())?;
        match body.check(&names, &mut bodies) {
            Ok(()) => {}
            Err(body::Stop::Unknown) => {}
            Err(body::Stop::Broken(problem)) => return Some(problem),
        }
    }
    None
}

#[cfg(test)]
mod tests;

//! Findings as people read them: those that say the same once, with all of their places.

use anstyle::{AnsiColor, Style};
use wheelpin_dist::plain;

use crate::arguments::OutputArgs;
use crate::ui::reported::Level;
use crate::ui::wrap::wrap;

const DIM: Style = Style::new().dimmed();

/// What a finding says, whatever it was found in.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(crate) struct Says<'a> {
    pub(crate) level: Level,
    pub(crate) rule: &'a str,
    pub(crate) message: &'a str,
    pub(crate) remedy: &'a str,
}

/// Findings, errors first and hints only if asked for, an empty line behind each. `says` is told of
/// one, `places` gives the lines of where several that say the same were found.
pub(crate) fn grouped<T>(
    found: &[T],
    width: Option<usize>,
    output: OutputArgs,
    says: impl Fn(&T) -> Says<'_>,
    places: impl Fn(&[&T]) -> String,
) -> String {
    let mut groups: Vec<(Says<'_>, Vec<&T>)> = Vec::new();
    for finding in found {
        let said = says(finding);
        match groups.iter_mut().find(|(known, _)| *known == said) {
            Some((_, group)) => group.push(finding),
            None => groups.push((said, vec![finding])),
        }
    }
    groups.sort_by_key(|(said, _)| said.level);
    let mut text = String::new();
    for (said, group) in &groups {
        let is_shown = match said.level {
            Level::Error => true,
            Level::Warning => !output.quiet,
            Level::Info => output.verbose,
        };
        if is_shown {
            text.push_str(&one(*said, width, "", &places(group)));
            text.push('\n');
        }
    }
    text
}

/// One finding with the lines of its places, all behind `indent`.
pub(crate) fn one(said: Says<'_>, width: Option<usize>, indent: &str, places: &str) -> String {
    let (word, style) = word(said.level);
    let inner = format!("{indent}  ");
    let message = format!("{} [{}]", plain(said.message), said.rule);
    let message = wrap(&message, width, &format!("{indent}{word}: "), &inner);
    // The word is coloured once its length is counted.
    let mut text = message.replacen(word, &format!("{style}{word}{style:#}"), 1);
    text.push('\n');
    text.push_str(places);
    for line in wrap(&plain(said.remedy), width, &inner, &inner).lines() {
        text.push_str(&format!("{DIM}{line}{DIM:#}\n"));
    }
    text
}

/// How bad it is, in a word with a colour.
const fn word(level: Level) -> (&'static str, Style) {
    match level {
        Level::Error => ("error", AnsiColor::Red.on_default().bold()),
        Level::Warning => ("warning", AnsiColor::Yellow.on_default().bold()),
        Level::Info => ("info", AnsiColor::Cyan.on_default()),
    }
}

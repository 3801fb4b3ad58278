use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use serde::Serialize;
use wheelpin_dist::plain;
use wheelpin_reproduce::{Cause, Difference};

use crate::arguments::OutputArgs;
use crate::error::Error;
use crate::reproducing::{Compared, Variation};
use crate::ui::count::Count;
use crate::ui::wrap::wrap;

const SAME: Style = AnsiColor::Green.on_default();
const OTHER: Style = AnsiColor::Red.on_default().bold();
const DIM: Style = Style::new().dimmed();

/// Causes that are shown of one file, without --verbose.
const SHOWN: usize = 3;

/// What came of comparing.
pub(crate) struct Reproduced {
    pub(crate) name: String,
    pub(crate) version: String,
    /// What the first build was compared with, for people.
    pub(crate) against: String,
    pub(crate) variations: Vec<Variation>,
    pub(crate) files: Vec<Compared>,
}

/// For programs: one line, schema 1.
pub(crate) fn json(reproduced: &Reproduced) -> Result<String, Error> {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct File<'a> {
        reproducible: bool,
        #[serde(flatten)]
        compared: &'a Compared,
    }
    let files: Vec<File<'_>> = reproduced
        .files
        .iter()
        .map(|compared| File { reproducible: compared.is_same(), compared })
        .collect();
    let value = serde_json::json!({
        "event": "end",
        "schema": 1,
        "name": reproduced.name,
        "version": reproduced.version,
        "against": reproduced.against,
        "variations": reproduced.variations,
        "files": files,
    });
    Ok(format!("{value}\n"))
}

/// For people.
pub(crate) fn text(reproduced: &Reproduced, width: Option<usize>, output: OutputArgs) -> String {
    let mut text = String::new();
    let mut line = |words: String| {
        text.push_str(&words);
        text.push('\n');
    };
    if !output.quiet {
        for variation in &reproduced.variations {
            let what = variation.what.name();
            match (&variation.varied, &variation.reason) {
                (Some((first, second)), _) => {
                    line(format!("{DIM}  {what:<10}{DIM:#} {} → {}", plain(first), plain(second)));
                }
                (None, Some(reason)) => {
                    line(format!("{DIM}  {what:<10} not varied: {}{DIM:#}", plain(reason)))
                }
                (None, None) => {}
            }
        }
    }
    for file in &reproduced.files {
        line(verdict(file, output));
        line_causes(file, width, output, &mut line);
    }
    let same = reproduced.files.iter().filter(|file| file.is_same()).count();
    let total = reproduced.files.len();
    line(format!(
        "{} {}: {same} of {} the same bytes, beside {}",
        plain(&reproduced.name),
        plain(&reproduced.version),
        Count(total, "file"),
        plain(&reproduced.against),
    ));
    text
}

fn verdict(file: &Compared, output: OutputArgs) -> String {
    let name = plain(file.name());
    match (&file.first, &file.second) {
        (Some(one), Some(_)) if file.is_same() => {
            let sum = one.sha256.as_deref().unwrap_or_default();
            let sum = if output.verbose { sum } else { sum.get(..12).unwrap_or_default() };
            format!("{SAME}same{SAME:#}     {name}  {DIM}{sum}{DIM:#}")
        }
        (Some(one), Some(two)) => {
            let other = if one.file == two.file {
                String::new()
            } else {
                format!("  {DIM}beside {}{DIM:#}", plain(&two.file))
            };
            format!("{OTHER}differs{OTHER:#}  {name}{other}")
        }
        (Some(_), None) => {
            format!("{OTHER}missing{OTHER:#}  {name}  {DIM}only this build has it{DIM:#}")
        }
        (None, _) => {
            format!("{OTHER}missing{OTHER:#}  {name}  {DIM}this build does not have it{DIM:#}")
        }
    }
}

fn line_causes(
    file: &Compared,
    width: Option<usize>,
    output: OutputArgs,
    line: &mut impl FnMut(String),
) {
    let is_shown = |difference: &&Difference| output.verbose || !difference.follows;
    let shown: Vec<&Difference> = file.differences.iter().filter(is_shown).collect();
    let most = if output.verbose { shown.len() } else { SHOWN };
    let mut told: Vec<Cause> = Vec::new();
    for difference in shown.iter().take(most) {
        let member = difference.member.as_deref().map(|member| format!("{}: ", plain(member)));
        let place = format!("{}{}", member.unwrap_or_default(), plain(&difference.place));
        line(format!(
            "{}: {}",
            wrap(&place, width, "           ", "           "),
            difference.cause
        ));
        line(format!("{DIM}             first   {DIM:#}{}", plain(&difference.first)));
        line(format!("{DIM}             second  {DIM:#}{}", plain(&difference.second)));
        if let Some(remedy) =
            difference.cause.remedy().filter(|_| !told.contains(&difference.cause))
        {
            told.push(difference.cause);
            line(wrap(remedy, width, "             ", "             "));
        }
    }
    let more = file.differences.len().saturating_sub(shown.len().min(most));
    if more > 0 {
        let mut words = String::new();
        let _ = write!(
            words,
            "           {DIM}and {} (--verbose){DIM:#}",
            Count(more, "more difference")
        );
        line(words);
    }
}

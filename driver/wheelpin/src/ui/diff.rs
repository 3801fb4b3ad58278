use anstyle::{AnsiColor, Style};
use wheelpin_diff::{Change, Comparison, Step};
use wheelpin_dist::plain;

use crate::advice::VersionAdvice;
use crate::arguments::OutputArgs;
use crate::ui::count::Count;
use crate::ui::diff_wheel;
use crate::ui::wrap::wrap;

const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();
/// Changes of one step that are named.
const CHANGES: usize = 30;

/// What changed: the step, what asks for it, and what is in the wheels.
pub(crate) fn text(
    comparison: &Comparison,
    advice: &VersionAdvice,
    width: Option<usize>,
    output: OutputArgs,
) -> String {
    let mut text = format!("{}\n", wrap(&heading(comparison, advice), width, "", "  "));
    for step in [Step::Major, Step::Minor, Step::Patch] {
        let changes = comparison.changes.iter().filter(|change| change.step == step);
        text.push_str(&of_step(step, &changes.collect::<Vec<_>>(), width, output));
    }
    if !output.quiet {
        if !comparison.is_empty() {
            text.push_str(&diff_wheel::wheels(comparison, width, output));
        }
        for note in &comparison.notes {
            text.push_str(&format!("{}\n", wrap(&plain(note), width, "note: ", "  ")));
        }
    }
    text
}

/// The versions, and how far the changes ask to go.
pub(crate) fn heading(comparison: &Comparison, advice: &VersionAdvice) -> String {
    let (before, after) = (&comparison.before.version, &comparison.after.version);
    let versions = if before == after {
        plain(before)
    } else {
        format!("{} to {}", plain(before), plain(after))
    };
    let project = plain(&comparison.project);
    if comparison.is_empty() {
        return format!("{project} {versions}: nothing changed");
    }
    let step = comparison.step.word();
    let mut text = format!("{project} {versions}: the changes ask for a {step} step");
    if advice.version_step != comparison.step {
        text.push_str(&format!(", which is a {} one below 1.0.0", advice.version_step.word()));
    }
    match (advice.is_far_enough, &advice.next_version) {
        (Some(false), Some(next)) => {
            text.push_str(&format!("; {} should be at least {next}", plain(after)));
        }
        (None, Some(next)) => text.push_str(&format!(": {next}")),
        _ => {}
    }
    text
}

fn of_step(step: Step, changes: &[&Change], width: Option<usize>, output: OutputArgs) -> String {
    if changes.is_empty() {
        return String::new();
    }
    let style = match step {
        Step::Major => AnsiColor::Red.on_default().bold(),
        Step::Minor => AnsiColor::Yellow.on_default().bold(),
        Step::None | Step::Patch => AnsiColor::Cyan.on_default(),
    };
    let mut text = format!("\n{style}{}{style:#}\n", step.word());
    let shown = if output.verbose { changes.len() } else { CHANGES };
    let mut rest = changes.iter().take(shown).peekable();
    while let Some(change) = rest.next() {
        let forms =
            |change: &Change| (change.what.clone(), change.before.clone(), change.after.clone());
        // The same forms of several changes stand behind the last.
        let is_last = rest.peek().is_none_or(|next| forms(next) != forms(change));
        text.push_str(&one(change, is_last, width, output));
    }
    if let more @ 1.. = changes.len().saturating_sub(shown) {
        text.push_str(&format!("  and {} more (--verbose has all)\n", Count(more, "change")));
    }
    text
}

/// The longest form that is shown without being asked for.
const FORM: usize = 120;

fn one(change: &Change, has_forms: bool, width: Option<usize>, output: OutputArgs) -> String {
    let mut line = format!("{}: {}", plain(&change.what), plain(&change.text));
    if !change.only_in.is_empty() {
        line.push_str(&format!(" (in {})", Count(change.only_in.len(), "wheel")));
    }
    let doubt = if change.is_uncertain { ", uncertain" } else { "" };
    line.push_str(&format!(" [{}{doubt}]", change.rule.id()));
    let what = plain(&change.what);
    let wrapped = wrap(&line, width, "  ", "    ");
    let mut text = format!("{}\n", wrapped.replacen(&what, &format!("{BOLD}{what}{BOLD:#}"), 1));
    let forms = [&change.before, &change.after];
    let is_short = forms.iter().all(|form| form.as_ref().is_none_or(|form| form.len() <= FORM));
    if !(has_forms && (is_short || output.verbose)) {
        return text + &why(change, width, output);
    }
    for (sign, form) in [('-', &change.before), ('+', &change.after)] {
        if let Some(form) = form {
            let form = wrap(&plain(form), width, &format!("    {sign} "), "        ");
            text.push_str(&format!("{DIM}{form}{DIM:#}\n"));
        }
    }
    text + &why(change, width, output)
}

/// The reason, and where it is so.
fn why(change: &Change, width: Option<usize>, output: OutputArgs) -> String {
    let mut text = String::new();
    if output.verbose {
        text.push_str(&format!("{}\n", wrap(change.reason, width, "    why: ", "        ")));
        for file in &change.only_in {
            text.push_str(&format!("    in {}\n", plain(file)));
        }
    }
    text
}

//! A comparison of wheels in Markdown, for release notes and comments.

use wheelpin_diff::{Change, Comparison, Rule, Step, WheelDiff};
use wheelpin_dist::plain;
use wheelpin_report::escape;

use crate::advice::VersionAdvice;
use crate::ui::count::Count;
use crate::ui::diff::heading;
use crate::ui::diff_wheel::{binary_lines, component, field, file, sizes};

/// Lines of one kind that are written: GitHub takes comments of 65,536 characters.
const LINES: usize = 60;

/// The whole.
pub(crate) fn text(comparison: &Comparison, advice: &VersionAdvice) -> String {
    let mut text = format!("### {}\n", escape::text(&heading(comparison, advice)));
    for (title, step) in [
        ("Incompatible", Step::Major),
        ("New, or to be looked at", Step::Minor),
        ("Other changes", Step::Patch),
    ] {
        let is_told =
            |change: &&Change| change.step == step && change.rule != Rule::DependencyChanged;
        let lines = comparison.changes.iter().filter(is_told).map(line).collect();
        section(&mut text, &format!("#### {title}"), lines);
    }
    let dependencies = comparison.changes.iter().filter(|one| one.rule == Rule::DependencyChanged);
    section(&mut text, "#### Dependencies", dependencies.map(dependency).collect());
    sizes_table(&mut text, comparison);
    for diff in &comparison.wheels {
        details(&mut text, diff);
    }
    for note in &comparison.notes {
        text.push_str(&format!("\nNote: {}.\n", escape::text(&plain(note))));
    }
    text
}

fn section(text: &mut String, title: &str, lines: Vec<String>) {
    if lines.is_empty() {
        return;
    }
    text.push_str(&format!("\n{title}\n\n"));
    for line in lines.iter().take(LINES) {
        text.push_str(&format!("- {line}\n"));
    }
    if let more @ 1.. = lines.len().saturating_sub(LINES) {
        text.push_str(&format!("- and {more} more\n"));
    }
}

fn line(change: &Change) -> String {
    let doubt = if change.is_uncertain { ", uncertain" } else { "" };
    format!(
        "{}: {} ({}{doubt})",
        code(&change.what),
        escape::text(&plain(&change.text)),
        change.rule.id()
    )
}

fn dependency(change: &Change) -> String {
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => format!("{} is {} now", code(before), code(after)),
        (Some(before), None) => format!("{} is gone", code(before)),
        (None, Some(after)) => format!("{} is new", code(after)),
        (None, None) => line(change),
    }
}

fn sizes_table(text: &mut String, comparison: &Comparison) {
    text.push_str("\n| wheel | size |\n|---|---|\n");
    for diff in comparison.wheels.iter().take(LINES) {
        text.push_str(&format!(
            "| {} | {} |\n",
            cell(&diff.after),
            sizes(diff.size.0, diff.size.1)
        ));
    }
    for (files, what) in
        [(&comparison.before.alone, "only before"), (&comparison.after.alone, "only after")]
    {
        for file in files.iter().take(LINES) {
            text.push_str(&format!("| {} | {what} |\n", cell(file)));
        }
    }
}

/// What is in one pair of wheels, folded up.
fn details(text: &mut String, diff: &WheelDiff) {
    let mut within = String::new();
    section(&mut within, "Files:", diff.files.iter().map(|change| code(&file(change))).collect());
    let fields = diff.metadata.iter().chain(&diff.wheel);
    section(&mut within, "Metadata:", fields.map(|change| code(&field(change, false))).collect());
    let components: Vec<String> =
        diff.components.iter().flatten().map(|change| code(&component(change))).collect();
    section(&mut within, "Components of the SBOM:", components);
    for binary in &diff.binaries {
        let lines =
            binary_lines(binary, false).iter().map(|line| escape::text(&plain(line))).collect();
        section(&mut within, &format!("{}:", code(&binary.path)), lines);
    }
    for note in &diff.notes {
        within.push_str(&format!("\nNote: {}.\n", escape::text(&plain(note))));
    }
    if within.is_empty() {
        return;
    }
    let count = Count(diff.files.len(), "file");
    let name = html(&plain(&diff.after));
    text.push_str(&format!(
        "\n<details>\n<summary>{name}: {count} changed</summary>\n{within}\n</details>\n"
    ));
}

/// Text as code, without what terminals take for commands.
fn code(words: &str) -> String {
    escape::code(&plain(words))
}

/// The same in a table.
fn cell(words: &str) -> String {
    escape::cell(&plain(words))
}

/// Text without a meaning to HTML, within which Markdown is not read.
fn html(text: &str) -> String {
    text.replace('\n', " ").replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

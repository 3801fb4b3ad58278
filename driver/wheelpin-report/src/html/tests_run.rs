use std::collections::BTreeMap;

use maud::{Markup, html};
use wheelpin_dist::{TestOutcome, TestResult};

use super::parts::{mark, nothing, scroll};
use crate::cell::{Cell, Grade, Mark};
use crate::tag::abi_order;
use crate::words::{count, duration, name, output, sentence};

/// Most failures whose output is shown.
const MOST: usize = 30;
/// Most reasons for which wheels were not run that are shown.
const REASONS: usize = 100;

pub(super) fn section(cells: &[Cell<'_>]) -> Markup {
    let results = || cells.iter().filter_map(|cell| cell.file).flat_map(|file| &file.tests);
    if results().next().is_none() {
        return nothing("No wheel was tried in a Python.");
    }
    let failed: Vec<(&Cell<'_>, &TestResult)> = cells
        .iter()
        .flat_map(|cell| {
            cell.file.into_iter().flat_map(move |file| file.tests.iter().map(move |it| (cell, it)))
        })
        .filter(|(_, result)| result.outcome == TestOutcome::Failed)
        .collect();
    let mut not_run: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for result in results().filter(|it| it.outcome == TestOutcome::NotRun) {
        let where_to = format!("{} on {}", name(&result.python), name(&result.platform));
        let of_reason =
            not_run.entry(result.reason.as_deref().unwrap_or("nobody said why")).or_default();
        if !of_reason.contains(&where_to) {
            of_reason.push(where_to);
        }
    }
    html! {
        @for (cell, result) in failed.iter().take(MOST) { (failure(cell, result)) }
        @if failed.len() > MOST { p { (failed.len() - MOST) " more failures are in the manifest." } }
        (scroll("Tests by Python", &table(results())))
        @if !not_run.is_empty() {
            details {
                summary { "Not run: " (count(not_run.values().map(Vec::len).sum(), "Python")) }
                dl { @for (reason, pythons) in not_run.iter().take(REASONS) {
                    dt { (sentence(reason)) }
                    dd { (pythons.join(", ")) }
                } }
            }
        }
    }
}

/// A row per system, a column per Python.
fn table<'a>(results: impl Iterator<Item = &'a TestResult>) -> Markup {
    let mut by: BTreeMap<&str, BTreeMap<(usize, &str), [usize; 3]>> = BTreeMap::new();
    let mut pythons: Vec<&str> = Vec::new();
    for result in results {
        if !pythons.contains(&result.python.as_str()) {
            pythons.push(&result.python);
        }
        let counts =
            by.entry(&result.platform).or_default().entry(abi_order(&result.python)).or_default();
        let [failed, passed, not_run] = counts;
        *match result.outcome {
            TestOutcome::Failed => failed,
            TestOutcome::Passed => passed,
            TestOutcome::NotRun => not_run,
        } += 1;
    }
    pythons.sort_by_key(|python| abi_order(python));
    html! {
        table class="matrix" {
            thead { tr {
                th scope="col" { "System" }
                @for python in &pythons { th scope="col" { (name(python)) } }
            } }
            tbody { @for (platform, of_it) in &by { tr {
                th scope="row" { (name(platform)) }
                @for python in &pythons { td {
                    @match of_it.get(&abi_order(python)) {
                        Some([0, 0, _]) => (mark(&Mark { grade: Grade::Open, words: "not run".into() })),
                        Some([0, passed, _]) => (mark(&Mark { grade: Grade::Good, words: format!("{passed} passed") })),
                        Some([failed, _, _]) => (mark(&Mark { grade: Grade::Bad, words: format!("{failed} failed") })),
                        None => span class="spoken" { "no such wheel" },
                    }
                } }
            } } }
        }
    }
}

fn failure(cell: &Cell<'_>, result: &TestResult) -> Markup {
    html! {
        div class="failure" {
            p {
                (mark(&Mark { grade: Grade::Bad, words: "failed".into() })) " "
                strong { (name(&cell.id)) } " in " (name(&result.python)) " on " (name(&result.platform))
                @if let Some(reason) = &result.reason { ": " (sentence(reason)) }
                " (" (duration(result.milliseconds)) ")"
            }
            @if let Some(remedy) = &result.remedy { p { (sentence(remedy)) } }
            @if !result.output.is_empty() {
                details { summary { "What it wrote last" } pre tabindex="0" { (output(&result.output)) } }
            }
        }
    }
}

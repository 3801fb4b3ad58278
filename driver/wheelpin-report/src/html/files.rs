use maud::{Markup, html};
use wheelpin_dist::BuiltFile;

use super::matrix::anchor;
use super::parts::{code, mark, nothing};
use crate::Report;
use crate::cell::{Cell, Grade, Mark, QUESTIONS, by_platform};
use crate::words::{count, name, size};

/// Up to so many files all groups are open.
const FEW: usize = 12;

pub(super) fn section(report: &Report<'_>, cells: &[Cell<'_>]) -> Markup {
    if cells.is_empty() {
        return nothing("There is no file.");
    }
    html! {
        p {
            "Whoever has a file can compare its SHA-256. An attestation says, signed through Sigstore, who published a file "
            "(PEP 740, publish) and from what it was built (SLSA, provenance)."
        }
        @for (platform, of_it) in by_platform(cells) {
            @let bad = of_it.iter().any(|cell| cell.verdict().grade == Grade::Bad);
            details open[cells.len() <= FEW || bad] {
                summary { strong { (name(platform)) } ": " (count(of_it.len(), "file")) }
                ul class="files" { @for cell in of_it { li id=(anchor(cell)) { (entry(report, cell)) } } }
            }
        }
    }
}

fn entry(report: &Report<'_>, cell: &Cell<'_>) -> Markup {
    html! {
        h3 { (name(cell.file.map_or(cell.id.as_str(), |file| &file.file))) }
        ul class="marks" {
            @for (it, question) in cell.marks.iter().zip(QUESTIONS) { li { (question) " " (mark(it)) } }
        }
        @if let Some(file) = cell.file {
            dl class="facts" {
                div { dt { "Size" } dd { (size(file.size)) } }
                div class="wide" { dt { "SHA-256" } dd { (code(&name(&file.sha256))) } }
                div { dt { "Attestations" } dd { (attestations(report, file)) } }
                div class="wide" { dt { "Made by" } dd { (code(&name(&file.derivation))) } }
            }
        }
        @if let Some(failed) = cell.failed {
            dl class="facts" {
                @if let Some(derivation) = &failed.derivation {
                    div class="wide" { dt { "Failed" } dd { (code(&name(derivation))) } }
                }
                @if let Some(unchecked) = &failed.unchecked {
                    div class="wide" { dt { "Unchecked file" } dd { (code(&name(unchecked))) } }
                }
            }
        }
    }
}

fn attestations(report: &Report<'_>, file: &BuiltFile) -> Markup {
    let kinds = report.attestations.get(&file.file).filter(|kinds| !kinds.is_empty());
    let was_attested = report.release.is_some_and(|release| release.attested.contains(&file.file));
    let (grade, words) = match kinds {
        Some(kinds) => {
            (Grade::Good, kinds.iter().map(|kind| name(kind)).collect::<Vec<_>>().join(", "))
        }
        None if was_attested => (Grade::Good, "signed".into()),
        None => (Grade::Open, "none".into()),
    };
    mark(&Mark { grade, words })
}

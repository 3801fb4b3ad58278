use maud::{Markup, html};
use wheelpin_dist::Severity;

use super::parts::{code, mark, nothing};
use crate::Report;
use crate::cell::{Grade, Mark, findings};
use crate::words::{count, name, sentence};

/// Most files that are named beside a finding before the rest is folded.
const FEW: usize = 3;
/// Most findings that are shown.
const MOST: usize = 500;

pub(super) fn section(report: &Report<'_>) -> Markup {
    let manifest = report.manifest;
    let findings = findings(manifest);
    let unknown = manifest.files.iter().filter(|file| file.findings.is_none()).count();
    let failed: Vec<_> =
        manifest.failed.iter().filter(|failed| failed.findings.is_empty()).collect();
    html! {
        @if !failed.is_empty() {
            h3 { "Not built" }
            ul class="plain" { @for failed in failed.iter().take(MOST) { li {
                strong { (failed.cell.as_deref().map_or_else(|| "the source distribution".into(), name)) }
                @match &failed.derivation {
                    Some(derivation) => { ": its log is had with " (code(&format!("nix log {}", name(derivation)))) }
                    None => ": what it is made with was not built",
                }
            } } }
        }
        @if findings.is_empty() {
            (nothing(if unknown == manifest.files.len() { "No check told anything." } else { "The checks found nothing." }))
        } @else {
            ul class="findings" { @for (finding, files) in findings.iter().take(MOST) { li {
                p {
                    (mark(&severity(finding.severity))) " " strong { (sentence(&finding.message)) } " "
                    code { (name(&finding.rule)) }
                }
                (affected(files))
            } } }
            @if findings.len() > MOST { p { (findings.len() - MOST) " more are in the manifest." } }
            p class="hint" { "What a rule looks for, and what to do: " code { "wheelpin explain RULE" } "." }
        }
        @if unknown > 0 { p { "What was found in " (count(unknown, "file")) " is not known here." } }
        @if manifest.findings.is_none() { p class="hint" { "The rules about all files together were not asked." } }
        @for (step, reason) in &manifest.skipped {
            p { strong { "Left out: " (name(step)) } ", since " (sentence(reason)) }
        }
    }
}

fn severity(severity: Severity) -> Mark {
    let (grade, words) = match severity {
        Severity::Error => (Grade::Bad, "error"),
        Severity::Warning => (Grade::Warned, "warning"),
        Severity::Info => (Grade::Open, "remark"),
    };
    Mark { grade, words: words.into() }
}

fn affected(files: &[&str]) -> Markup {
    let list = html! { ul class="plain" { @for file in files { li { (code(&name(file))) } } } };
    html! {
        @if files.len() <= FEW { (list) } @else {
            details { summary { "in " (count(files.len(), "file")) } (list) }
        }
    }
}

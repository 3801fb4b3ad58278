use maud::{Markup, html};

use super::parts::nothing;
use crate::Report;
use crate::reproduce::{commands, sums};

pub(super) fn section(report: &Report<'_>) -> Markup {
    let is_rehearsal = report.release.is_some_and(|release| release.is_rehearsal);
    html! {
        p { "The same source gives the same files, to the byte, on any machine of the same kind:" }
        pre tabindex="0" aria-label="Commands" { @for line in commands(report) { (line) "\n" } }
        @if is_rehearsal {
            p class="hint" { "A rehearsal's commit and tag are gone with its copy: a release makes them anew, with another time." }
        }
        h3 { "Hashes" }
        @if report.manifest.files.is_empty() { (nothing("There is no file.")) } @else {
            p { "As a file for " code { "sha256sum --check" } ":" }
            pre tabindex="0" aria-label="Hashes" { (sums(report)) }
        }
    }
}

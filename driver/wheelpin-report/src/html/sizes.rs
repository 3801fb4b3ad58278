use maud::{Markup, html};

use super::parts::{nothing, scroll, share};
use crate::words::{name, percent, sentence, size, size_change};
use crate::{Previous, Report, SizeRow};

/// Growth, in per mille, that is told in bold.
const MUCH: i128 = 100;

pub(super) fn section(report: &Report<'_>) -> Markup {
    let rows = report.previous.rows(report.manifest);
    if report.manifest.files.is_empty() {
        return nothing("There is no file.");
    }
    let largest = rows.iter().flat_map(|row| [row.now, row.before]).flatten().max().unwrap_or(1);
    let sum = |of: fn(&SizeRow) -> Option<u64>| {
        rows.iter().filter_map(of).fold(0_u64, u64::saturating_add)
    };
    let both = |row: &&SizeRow| row.now.is_some() && row.before.is_some();
    let common = |of: fn(&SizeRow) -> Option<u64>| {
        rows.iter().filter(both).filter_map(of).fold(0_u64, u64::saturating_add)
    };
    let all = SizeRow {
        tag: "all that both have".into(),
        now: Some(common(|row| row.now)),
        before: Some(common(|row| row.before)),
    };
    let is_known = matches!(report.previous, Previous::Known { .. });
    html! {
        @match report.previous {
            Previous::Known { version, from, .. } => p {
                "Against " strong { (name(version)) } ", as " (name(from)) " has it."
            },
            Previous::Unknown(reason) => p class="nothing" { "Sizes before are not known: " (sentence(reason)) },
        }
        (scroll("Table of sizes", &html! {
            table class="sizes" {
                thead { tr {
                    th scope="col" { "File" }
                    th scope="col" class="number" { "Size" }
                    @if is_known {
                        th scope="col" class="number" { "Before" }
                        th scope="col" class="number" { "Change" }
                    }
                    td class="bars" {}
                } }
                tbody { @for row in &rows { tr {
                    th scope="row" { (name(&row.tag)) }
                    td class="number" { (row.now.map_or_else(|| "gone".into(), size)) }
                    @if is_known {
                        td class="number" { (row.before.map_or_else(|| "new".into(), size)) }
                        td class="number" { (change(row)) }
                    }
                    td class="bars" { (bars(row, largest)) }
                } } }
                tfoot {
                    @if is_known && rows.iter().any(|row| both(&row)) { tr {
                        th scope="row" { (all.tag) }
                        td class="number" { (size(all.now.unwrap_or_default())) }
                        td class="number" { (size(all.before.unwrap_or_default())) }
                        td class="number" { (change(&all)) }
                        td class="bars" {}
                    } }
                    @if !is_known { tr {
                        th scope="row" { "all" }
                        td class="number" { (size(sum(|row| row.now))) }
                        td class="bars" {}
                    } }
                }
            }
        }))
    }
}

fn change(row: &SizeRow) -> Markup {
    match row.change() {
        None => html! { "–" },
        Some((0, _)) => html! { "the same" },
        Some((bytes, per_mille)) if per_mille >= MUCH => {
            html! { strong { (size_change(bytes)) ", grew by " (percent(per_mille).trim_start_matches('+')) } }
        }
        Some((bytes, per_mille)) => html! { (size_change(bytes)) ", " (percent(per_mille)) },
    }
}

/// Both sizes as bars, for those who see them; the numbers stand beside.
fn bars(row: &SizeRow, largest: u64) -> Markup {
    html! {
        svg width="100%" height="14" aria-hidden="true" focusable="false" {
            @if let Some(now) = row.now { rect class="now" y="1" height="7" rx="1" width=(share(now, largest)) {} }
            @if let Some(before) = row.before { rect class="before" y="9" height="4" rx="1" width=(share(before, largest)) {} }
        }
    }
}

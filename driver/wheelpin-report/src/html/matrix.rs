use maud::{Markup, html};

use super::parts::{mark, nothing, scroll, spoken};
use crate::cell::{Cell, Grade, Mark, QUESTIONS, abis, by_platform};
use crate::words::name;

/// Most ABIs for which every cell has a row of its own; of more a grid is made.
const FEW: usize = 2;

pub(super) fn section(cells: &[Cell<'_>]) -> Markup {
    if cells.is_empty() {
        return nothing("Nothing was built.");
    }
    let abis = abis(cells);
    let table = if abis.len() <= FEW { rows(cells) } else { grid(cells, &abis) };
    html! {
        (scroll("Wheels by platform", &table))
        @if abis.len() > FEW { (legend()) }
    }
}

/// A row per cell.
fn rows(cells: &[Cell<'_>]) -> Markup {
    html! {
        table class="matrix" {
            thead { tr {
                th scope="col" { "Platform" }
                th scope="col" { "Python" }
                @for question in QUESTIONS { th scope="col" { (question) } }
            } }
            tbody {
                @for cell in cells { tr {
                    th scope="row" { a href={ "#" (anchor(cell)) } { (name(&cell.platform)) } }
                    td { (cell.abi.as_deref().map_or_else(|| "any".into(), name)) }
                    @for it in &cell.marks { td { (mark(it)) } }
                } }
            }
        }
    }
}

/// A row per platform, a column per ABI.
fn grid(cells: &[Cell<'_>], abis: &[&str]) -> Markup {
    let (sdist, wheels): (Vec<_>, Vec<_>) = by_platform(cells)
        .into_iter()
        .partition(|(_, of_it)| of_it.iter().all(|cell| cell.abi.is_none()));
    html! {
        table class="matrix grid" {
            thead { tr {
                th scope="col" { "Platform" }
                @for abi in abis { th scope="col" { (short(abi)) } }
            } }
            tbody {
                @for (platform, of_it) in &wheels { tr {
                    th scope="row" { (name(platform)) }
                    @for abi in abis {
                        @let cell = of_it.iter().find(|cell| cell.abi.as_deref() == Some(abi));
                        @match cell {
                            Some(cell) => (field(cell)),
                            None => td class="none" { span class="spoken" { "no such wheel" } },
                        }
                    }
                } }
                @for cell in sdist.iter().flat_map(|(_, of_it)| of_it) { tr {
                    th scope="row" { (name(&cell.platform)) }
                    (field(cell))
                    @if abis.len() > 1 { td class="none" colspan=(abis.len() - 1) {} }
                } }
            }
        }
    }
}

fn field(cell: &Cell<'_>) -> Markup {
    let verdict = cell.verdict();
    html! {
        td {
            a class="field" href={ "#" (anchor(cell)) } {
                (mark(&verdict))
                span class="pips" { @for (it, question) in cell.marks.iter().zip(QUESTIONS) { (spoken(it, question)) } }
            }
        }
    }
}

fn legend() -> Markup {
    let word = |grade, words: &str| mark(&Mark { grade, words: words.into() });
    html! {
        p class="legend" {
            "The four marks of a wheel: built, checked, tested, published. "
            (word(Grade::Good, "well")) " " (word(Grade::Warned, "with warnings")) " "
            (word(Grade::Bad, "not")) " " (word(Grade::Open, "not yet, or not known"))
        }
    }
}

/// `cp313-cp313` says one thing twice.
fn short(abi: &str) -> String {
    match abi.split_once('-') {
        Some((python, other)) if python == other => name(python),
        Some((python, other)) if other.strip_prefix(python) == Some("t") => name(other),
        _ => name(abi),
    }
}

/// Where the details of a cell are, as the list of files has it.
pub(super) fn anchor(cell: &Cell<'_>) -> String {
    format!("file-{}", cell.number + 1)
}

use maud::{Markup, html};

use super::parts::{mark, nothing, scroll};
use super::strip::strip;
use crate::cell::{Cell, Grade, Mark};
use crate::timeline::{KINDS, Step, Timeline, kind};
use crate::words::{count, duration, name};

/// Up to so many steps all tables are open.
const FEW: usize = 40;
/// Up to so many steps the critical path is open.
const SHORT: usize = 15;
/// Most steps that have a row: a plan of 100 wheels has a fifth of it.
const MOST: usize = 2_000;

pub(super) fn section(timeline: Option<&Timeline<'_>>, cells: &[Cell<'_>]) -> Markup {
    let Some(timeline) = timeline else {
        return nothing(
            "What ran when is not known: everything was built before, by a run that left no manifest here.",
        );
    };
    let at_a_time = if timeline.wall == 0 {
        0
    } else {
        u128::from(timeline.sum) * 10 / u128::from(timeline.wall)
    };
    let mut left = MOST;
    let groups = timeline.groups(cells).into_iter().map(|(group, steps)| {
        let shown = steps.len().min(left);
        left -= shown;
        (group, steps, shown)
    });
    html! {
        p {
            strong { (count(timeline.steps.len(), "step")) } " ran in "
            strong { (duration(timeline.wall)) } ". One after the other they are "
            strong { (duration(timeline.sum)) } ": "
            (at_a_time / 10) "." (at_a_time % 10) " at a time on average."
        }
        (strip(timeline))
        p class="legend" {
            @for (kind, word) in KINDS {
                @if timeline.steps.iter().any(|step| self::kind(step.label.work) == kind) {
                    span class="key" {
                        svg class="swatch" width="12" height="12" aria-hidden="true" focusable="false" {
                            rect class={ "k-" (kind) } width="12" height="12" rx="2" {}
                        }
                        " " (word)
                    }
                    " "
                }
            }
            "The upper row is the critical path."
        }
        h3 { "Critical path" }
        p {
            "The longest chain of steps of which each waited for the one before took "
            strong { (duration(timeline.critical_sum)) } " of the " (duration(timeline.wall))
            ". Only a shorter chain makes the whole faster."
        }
        @let links = timeline.critical.len();
        @if links <= SHORT { (chain(timeline)) } @else {
            details { summary { "All " (count(links, "step")) " of it" } (chain(timeline)) }
        }
        h3 { "Every step" }
        @for (group, steps, shown) in groups {
            @let sum = steps.iter().filter_map(|at| timeline.steps.get(*at)).fold(0_u64, |sum, it| sum.saturating_add(it.step.millis));
            details open[timeline.steps.len() <= FEW] {
                summary { strong { (name(&group)) } ": " (count(steps.len(), "step")) ", " (duration(sum)) }
                (scroll(&format!("Steps: {}", name(&group)), &table(timeline, steps.iter().copied().take(shown))))
                @if shown < steps.len() { p { (steps.len() - shown) " more are in the manifest." } }
            }
        }
    }
}

fn chain(timeline: &Timeline<'_>) -> Markup {
    let steps = timeline.critical.iter().filter_map(|at| timeline.steps.get(*at));
    html! {
        ol class="chain" { @for step in steps.take(MOST) { li {
            span class="row" {
                span { (words(step)) } " " span class="took" { (duration(step.step.millis)) }
            }
        } } }
    }
}

fn table(timeline: &Timeline<'_>, steps: impl Iterator<Item = usize>) -> Markup {
    let steps = steps.filter_map(|at| Some((at, timeline.steps.get(at)?)));
    html! {
        table class="steps" {
            thead { tr {
                th scope="col" { "Step" }
                th scope="col" class="number" { "After" }
                th scope="col" class="number" { "Took" }
                th scope="col" { "Waited last for" }
            } }
            tbody {
                @for (at, step) in steps { tr id={ "step-" (at) } {
                    th scope="row" {
                        (words(step))
                        @if step.is_critical { " " span class="tag" { "critical path" } }
                        @if step.step.outcome == wheelpin_dist::StepOutcome::Failed {
                            " " (mark(&Mark { grade: Grade::Bad, words: "failed".into() }))
                        }
                        @if let Some(machine) = &step.step.machine { " " small { "on " (name(machine)) } }
                    }
                    td class="number" { (duration(step.offset)) }
                    td class="number" { (duration(step.step.millis)) }
                    td {
                        @match step.awaited.and_then(|awaited| Some((awaited, timeline.steps.get(awaited)?))) {
                            Some((_, awaited)) => (words(awaited)),
                            None => "nothing",
                        }
                        @if step.step.needs.len() > 1 { small { " and " (step.step.needs.len() - 1) " more" } }
                    }
                } }
            }
        }
    }
}

/// What is done, and for what.
fn words(step: &Step<'_>) -> Markup {
    html! { span class={ "dot k-" (kind(step.label.work)) } {} (step.label.work.verb()) " " (name(&step.label.subject)) }
}

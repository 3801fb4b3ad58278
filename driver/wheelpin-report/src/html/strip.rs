//! The timeline as a picture: bars by time, the longest chain above all others.

use maud::{Markup, html};

use super::parts::share;
use crate::timeline::{Step, Timeline, kind};
use crate::words::{duration, name};

/// Heights in pixels.
const AXIS: usize = 22;
const CHAIN: usize = 24;
const LANE: usize = 16;
const LABEL: usize = 20;
/// Seconds between two marks of the axis, of which the first that gives few enough is taken.
const TICKS: [u64; 16] =
    [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 43_200];
/// Most marks of the axis.
const MARKS: u64 = 5;

pub(super) fn strip(timeline: &Timeline<'_>) -> Markup {
    let (tops, height) = tops(timeline);
    let mut machines: Vec<(usize, String)> = Vec::new();
    for (lane, machine) in timeline.lanes.iter().enumerate() {
        let is_first = lane == 0 || timeline.lanes.get(lane - 1) != Some(machine);
        if let (true, true, Some(top)) = (is_first, has_labels(timeline), tops.get(lane)) {
            machines.push((top - 6, machine.map_or_else(|| "this machine".into(), name)));
        }
    }
    html! {
        svg class="strip" role="img" aria-labelledby="strip-title strip-words" width="100%" height=(height) {
            title id="strip-title" { "Timeline of the build" }
            desc id="strip-words" {
                (timeline.steps.len()) " steps in " (duration(timeline.wall))
                "; the table below has each of them in words."
            }
            @for second in ticks(timeline.wall) {
                @let x = share(second * 1000, timeline.wall);
                line class="tick" x1=(x) x2=(x) y1=(AXIS - 4) y2=(height) {}
                text class="axis" x=(x) y=(AXIS - 8) dx=(if second == 0 { "0" } else { "-2" }) text-anchor=(if second == 0 { "start" } else { "end" }) {
                    (tick(second))
                }
            }
            @for (number, at) in timeline.critical.iter().enumerate() {
                @if let Some(step) = timeline.steps.get(*at) {
                    (bar(step, timeline, AXIS, CHAIN - 6, "chain"))
                    @if step.step.millis > timeline.wall / 25 {
                        text class="number" x=(share(step.offset, timeline.wall)) dx="5" y=(AXIS + CHAIN - 11) { (number + 1) }
                    }
                }
            }
            @for (y, machine) in &machines { text class="axis" x="0" y=(y) { (machine) } }
            @for step in &timeline.steps {
                @if let Some(top) = step.lane.and_then(|lane| tops.get(lane)) {
                    (bar(step, timeline, *top, LANE - 4, if step.is_critical { "critical" } else { "" }))
                }
            }
        }
    }
}

fn bar(step: &Step<'_>, timeline: &Timeline<'_>, top: usize, height: usize, class: &str) -> Markup {
    // Short ones can be seen, too.
    let least = timeline.wall / 500;
    let failed =
        if step.step.outcome == wheelpin_dist::StepOutcome::Failed { " failed" } else { "" };
    html! {
        rect class={ "k-" (kind(step.label.work)) " " (class) (failed) }
            x=(share(step.offset, timeline.wall)) width=(share(step.step.millis.max(least), timeline.wall))
            y=(top) height=(height) rx="2" {
            title { (kind(step.label.work)) " " (name(&step.label.subject)) ", " (duration(step.step.millis)) }
        }
    }
}

fn has_labels(timeline: &Timeline<'_>) -> bool {
    timeline.lanes.windows(2).any(|pair| pair.first() != pair.last())
        || timeline.lanes.iter().any(Option::is_some)
}

/// Where each lane begins, and how high all is.
fn tops(timeline: &Timeline<'_>) -> (Vec<usize>, usize) {
    let mut top = AXIS + CHAIN + 4;
    let mut tops = Vec::new();
    for (lane, machine) in timeline.lanes.iter().enumerate() {
        let is_first = lane == 0 || timeline.lanes.get(lane - 1) != Some(machine);
        if is_first && has_labels(timeline) {
            top += LABEL;
        }
        tops.push(top);
        top += LANE;
    }
    (tops, top + 4)
}

/// Seconds at which the axis has marks.
fn ticks(wall: u64) -> Vec<u64> {
    let seconds = wall / 1000;
    let step = TICKS.iter().find(|step| seconds / **step <= MARKS).copied();
    let step = step.unwrap_or_else(|| (seconds / MARKS).max(1));
    (0..=MARKS).map(|number| number * step).take_while(|second| *second <= seconds).collect()
}

fn tick(second: u64) -> String {
    match second {
        0 => "0".into(),
        _ if second.is_multiple_of(3600) => format!("{} h", second / 3600),
        _ if second.is_multiple_of(60) => format!("{} min", second / 60),
        _ => format!("{second} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_has_few_marks() {
        for wall in [0, 1, 999, 1000, 5_000, 61_000, 3_600_000, u64::MAX] {
            let ticks = ticks(wall);
            assert!((1..=6).contains(&ticks.len()), "{wall}: {ticks:?}");
        }
        assert_eq!(ticks(61_000), [0, 15, 30, 45, 60]);
        assert_eq!(
            ticks(400_000).into_iter().map(tick).collect::<Vec<_>>(),
            ["0", "2 min", "4 min", "6 min"]
        );
    }
}

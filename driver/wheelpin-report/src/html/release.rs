use maud::{Markup, html};

use super::parts::{mark, scroll};
use crate::cell::{Grade, Mark};
use crate::words::{duration, link, name, sentence};
use crate::{Release, ReleaseStep, StepState};

pub(super) fn section(release: &Release) -> Markup {
    html! {
        (scroll("Steps of the release", &html! {
            table {
                thead { tr {
                    th scope="col" { "Step" }
                    th scope="col" { "State" }
                    th scope="col" { "What came of it" }
                    th scope="col" class="number" { "Took" }
                } }
                tbody { @for step in &release.steps { tr {
                    th scope="row" { (name(&step.name)) }
                    td { (mark(&state(step.state))) }
                    td { (came(step)) }
                    td class="number" { @match step.millis { Some(millis) => (duration(millis)), None => "–" } }
                } } }
            }
        }))
        @for note in &release.notes { p { strong { "To be remembered: " } (sentence(note)) } }
    }
}

fn came(step: &ReleaseStep) -> Markup {
    html! {
        (sentence(&step.text))
        @if let Some(url) = step.url.as_deref().and_then(link) { " " a href=(url) { (url) } }
    }
}

fn state(state: StepState) -> Mark {
    let grade = match state {
        StepState::Done => Grade::Good,
        StepState::Skipped => Grade::Warned,
        StepState::Failed => Grade::Bad,
        StepState::Begun | StepState::Left => Grade::Open,
    };
    Mark { grade, words: state.word().into() }
}

//! What sections have in common.

use maud::{Markup, PreEscaped, html};

use crate::cell::{Grade, Mark};

/// The pictures that marks use, drawn once.
pub(super) fn symbols() -> Markup {
    let symbol =
        |id: &str, path: &str| html! { symbol id=(id) viewBox="0 0 16 16" { path d=(path) {} } };
    html! {
        svg class="symbols" width="0" height="0" aria-hidden="true" focusable="false" {
            (symbol("i-good", "M3 8.5l3.2 3.2L13 4.8"))
            (symbol("i-open", "M4.5 8h7"))
            (symbol("i-warned", "M8 3v6.2M8 12.2v.6"))
            (symbol("i-bad", "M4.2 4.2l7.6 7.6M11.8 4.2l-7.6 7.6"))
        }
    }
}

const fn class(grade: Grade) -> &'static str {
    match grade {
        Grade::Good => "good",
        Grade::Open => "open",
        Grade::Warned => "warned",
        Grade::Bad => "bad",
    }
}

/// The picture of a grade alone; words have to stand beside it.
pub(super) fn icon(grade: Grade) -> Markup {
    let class = class(grade);
    html! { svg class={ "icon " (class) } aria-hidden="true" focusable="false" { use href={ "#i-" (class) } {} } }
}

/// A grade with its words.
pub(super) fn mark(mark: &Mark) -> Markup {
    html! { span class={ "mark " (class(mark.grade)) } { (icon(mark.grade)) span { (mark.words) } } }
}

/// A grade with its words in a box.
pub(super) fn badge(mark: &Mark) -> Markup {
    html! { span class={ "badge mark " (class(mark.grade)) } { (icon(mark.grade)) span { (mark.words) } } }
}

/// A picture whose words only those hear who do not see it.
pub(super) fn spoken(mark: &Mark, question: &str) -> Markup {
    html! { span class="pip" { (icon(mark.grade)) span class="spoken" { (question) ": " (mark.words) ". " } } }
}

/// What may be wider than the page, in a box of its own that can be scrolled by keys.
pub(super) fn scroll(label: &str, inner: &Markup) -> Markup {
    html! { div class="scroll" role="region" tabindex="0" aria-label=(label) { (inner) } }
}

/// A sentence in place of what there is none of.
pub(super) fn nothing(text: &str) -> Markup {
    html! { p class="nothing" { (text) } }
}

/// Text that may be broken anywhere, such as a hash.
pub(super) fn code(text: &str) -> Markup {
    html! { code class="long" { (text) } }
}

/// A part per mille of something as a percentage of SVG: `12.5%`.
pub(super) fn share(part: u64, whole: u64) -> PreEscaped<String> {
    let part = u128::from(part.min(whole)) * 10_000 / u128::from(whole.max(1));
    PreEscaped(format!("{}.{:02}%", part / 100, part % 100))
}

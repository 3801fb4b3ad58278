use wheelpin_nix::{BuildEvent, Plan};

use crate::ui::bars::Bars;
use crate::ui::json_lines::JsonLines;
use crate::ui::lines::Lines;
use crate::ui::style::Style;

/// Someone who shows what happens in a build.
pub(crate) trait Consumer {
    /// Shows one event.
    fn event(&mut self, event: &BuildEvent);

    /// Clears what will not be true any more.
    fn finish(&mut self) {}
}

/// The consumer of a style.
pub(crate) fn consumer(style: Style, plan: &Plan) -> Box<dyn Consumer> {
    match style {
        Style::Silent => Box::new(Silent),
        Style::Bars { logs } => Box::new(Bars::new(plan, logs)),
        Style::Lines { logs } => Box::new(Lines::new(plan, logs, anstream::stderr())),
        Style::Json => Box::new(JsonLines::new(anstream::stdout())),
    }
}

/// The consumer of a style after which something else goes on, within one run.
pub(crate) fn part(style: Style, plan: &Plan) -> Box<dyn Consumer> {
    match style {
        Style::Json => Box::new(JsonLines::begun(anstream::stdout())),
        style => consumer(style, plan),
    }
}

struct Silent;

impl Consumer for Silent {
    fn event(&mut self, _event: &BuildEvent) {}
}

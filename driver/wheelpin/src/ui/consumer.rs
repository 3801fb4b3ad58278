use std::io::IsTerminal;

use wheelpin_nix::{BuildEvent, Plan};

use crate::arguments::OutputArgs;
use crate::ui::bars::Bars;
use crate::ui::json_lines::JsonLines;
use crate::ui::lines::Lines;

/// Someone who shows what happens in a build.
pub(crate) trait Consumer {
    /// Shows one event.
    fn event(&mut self, event: &BuildEvent);

    /// Clears what will not be true any more.
    fn finish(&mut self) {}
}

/// The ways to show a build.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Style {
    /// Not at all.
    Silent,
    /// Bars that change, in a terminal.
    Bars { logs: bool },
    /// A line when something is done, for pipes and CI.
    Lines { logs: bool },
    /// A JSON object per event, on stdout.
    Json,
}

impl Style {
    pub(crate) fn of(output: OutputArgs, json: bool) -> Self {
        let logs = output.verbose;
        if json {
            Self::Json
        } else if output.quiet {
            Self::Silent
        } else if is_terminal() {
            Self::Bars { logs }
        } else {
            Self::Lines { logs }
        }
    }
}

/// Whether stderr is a terminal in which a line can be drawn again.
pub(crate) fn is_terminal() -> bool {
    // CI services give pseudo-terminals whose lines all stay.
    let dumb = |name: &str, value: &str| std::env::var_os(name).is_some_and(|is| is == value);
    std::io::stderr().is_terminal() && !dumb("TERM", "dumb") && !dumb("CI", "true")
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

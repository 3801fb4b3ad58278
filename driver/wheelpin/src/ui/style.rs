use std::io::IsTerminal;

use crate::arguments::OutputArgs;

/// The ways to show what happens.
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

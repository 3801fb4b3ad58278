use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use miette::Diagnostic;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const HELP: Style = AnsiColor::Cyan.on_default();

/// Writes an error, its causes and what to do.
pub(crate) fn report(error: &dyn Diagnostic, stderr: &mut dyn Write) -> io::Result<()> {
    writeln!(stderr, "{ERROR}error:{ERROR:#} failed to {error}")?;
    let mut cause = error.source();
    while let Some(error) = cause {
        writeln!(stderr, "  because: {error}")?;
        cause = error.source();
    }
    if let Some(help) = error.help() {
        let help = help.to_string();
        let mut lines = help.lines();
        writeln!(stderr, "{HELP}help:{HELP:#} {}", lines.next().unwrap_or_default())?;
        for line in lines {
            writeln!(stderr, "{}", format!("      {line}").trim_end())?;
        }
    }
    Ok(())
}

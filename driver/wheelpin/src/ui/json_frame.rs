use std::io::{self, Write};

use serde_json::json;

/// The version of the format, for programs: the first line of a command with --json.
pub(crate) fn json_begin(stdout: &mut dyn Write) -> io::Result<()> {
    writeln!(stdout, "{}", json!({ "event": "begin", "schema": 1 }))
}

/// An error that ended a command, for programs.
pub(crate) fn json_error(error: &dyn std::error::Error, stdout: &mut dyn Write) -> io::Result<()> {
    writeln!(stdout, "{}", json!({ "event": "error", "error": error.to_string() }))
}

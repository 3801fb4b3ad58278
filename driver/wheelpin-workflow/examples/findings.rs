//! What every rule finds in repositories, as JSON: for `ci/compare-workflows`.

use std::error::Error;
use std::io::Write;
use std::path::PathBuf;

use wheelpin_workflow::{Context, look, read_repository};

fn main() -> Result<(), Box<dyn Error>> {
    let mut stdout = std::io::stdout().lock();
    for directory in std::env::args_os().skip(1).map(PathBuf::from) {
        let repository = read_repository(&directory)?;
        let findings = look(&Context { repository: &repository, lock: None, facts: None });
        let line = serde_json::json!({ "schema": 1, "directory": directory, "findings": findings });
        writeln!(stdout, "{line}")?;
    }
    Ok(())
}

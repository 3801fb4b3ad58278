use serde::Serialize;
use wheelpin_workflow::{Finding, PinVerdict, Repository, Severity, pins};

use super::options::LookArgs;
use crate::ExitCode;
use crate::commands::check::{json, write};
use crate::context::Context;
use crate::error::Error;
use crate::rule_args::Format;
use crate::ui::{annotations, pins as ui, reported_workflows, sarif, width};

/// What was found, as JSON.
#[derive(Serialize)]
struct Report<'a> {
    schema: u32,
    files: Vec<&'a str>,
    pins: usize,
    findings: &'a [Finding],
    #[serde(skip_serializing_if = "Option::is_none")]
    verdicts: Option<&'a [PinVerdict]>,
}

/// Writes findings to stdout as the user wants them; says how the program ends.
pub(super) fn tell(
    look_args: &LookArgs,
    repository: &Repository,
    findings: &[Finding],
    verdicts: Option<&[PinVerdict]>,
    context: &mut Context<'_>,
) -> Result<ExitCode, Error> {
    let text = match look_args.format() {
        Format::Text => ui::text(repository, findings, verdicts, width::width(), context.output),
        Format::Json => json(&Report {
            schema: 1,
            files: repository.files.iter().map(|file| file.path.as_str()).collect(),
            pins: pins(repository).len(),
            findings,
            verdicts,
        })?,
        Format::Github => annotations::text(&reported_workflows::of_workflows(findings)),
        Format::Sarif => {
            let found = reported_workflows::of_workflows(findings);
            json(&sarif::log(&reported_workflows::rules_of_workflows(), &found, "."))?
        }
    };
    if !text.is_empty() {
        write(context.stdout, &text)?;
    }
    let is_error = |finding: &Finding| finding.severity == Severity::Error;
    Ok(if findings.iter().any(is_error) { ExitCode::Wheels } else { ExitCode::Done })
}

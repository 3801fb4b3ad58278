use std::io::Write;

use clap::Args;
use wheelpin_nix::{Cell, Plan, Project, build_host, evaluate_plan, plain};

use crate::error::Error;
use crate::ui::count::Count;
use crate::ui::table::Table;

/// Show every wheel of a project, before anything is built.
#[derive(Debug, Args)]
pub(crate) struct PlanArgs {
    /// A flake reference, or a directory with a flake.nix
    #[arg(default_value = ".")]
    project: String,

    /// Print the plan as JSON (schema 1)
    #[arg(long)]
    json: bool,
}

/// Evaluates the plan and writes it to `stdout`.
pub(crate) fn run(plan_args: &PlanArgs, stdout: &mut dyn Write) -> Result<(), Error> {
    let project = Project::new(&plan_args.project)?;
    let plan = evaluate_plan(&project, &build_host())?;
    let text = if plan_args.json { json(&plan)? } else { text(&plan) };
    writeln!(stdout, "{text}").map_err(Error::Write)
}

fn json(plan: &Plan) -> Result<String, Error> {
    serde_json::to_string_pretty(plan).map_err(|error| Error::Write(error.into()))
}

fn text(plan: &Plan) -> String {
    let mut table = Table::new(["CELL", "TARGET", "ABI", "WHEEL"]);
    for cell in &plan.cells {
        table.row([plain(&cell.id), target(cell), plain(&cell.abi), plain(&cell.file)]);
    }
    format!("{table}\n{}", total(plan))
}

fn target(cell: &Cell) -> String {
    let mark = if cell.tested { "" } else { " (untested)" };
    format!("{}{mark}", plain(&cell.target))
}

fn total(plan: &Plan) -> String {
    let untested = plan.cells.iter().filter(|cell| !cell.tested).count();
    let note = if untested == 0 {
        String::new()
    } else {
        format!(" ({untested} for targets that wheelpin does not test)")
    };
    format!(
        "{} {}: {}{note} and {}",
        plain(&plan.name),
        plain(&plan.version),
        Count(plan.cells.len(), "wheel"),
        plain(&plan.sdist),
    )
}

use clap::{Args, ValueEnum};
use wheelpin_dist::plain;
use wheelpin_nix::{Cell, Plan, build_host, evaluate_plan, look_for_built};

use crate::ExitCode;
use crate::context::Context;
use crate::costing::{Cost, CostArgs, cost};
use crate::error::Error;
use crate::project::project;
use crate::select_args::SelectArgs;
use crate::ui;
use crate::ui::count::Count;
use crate::ui::spinner::Spinner;
use crate::ui::table::Table;

/// Show every wheel of a project, before anything is built.
#[derive(Debug, Args)]
pub(crate) struct PlanArgs {
    /// A directory, with a flake.nix or without, or a flake reference
    #[arg(default_value = ".")]
    project: String,

    #[command(flatten)]
    select: SelectArgs,

    /// Print the plan as JSON (schema 1), as --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,

    /// What to print
    #[arg(long, default_value = "table", conflicts_with = "cost")]
    format: Format,

    #[command(flatten)]
    cost: CostArgs,
}

/// What a plan is printed as.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
enum Format {
    /// For people
    Table,
    /// For programs (schema 1)
    Json,
    /// One line: a matrix for a GitHub workflow, with one entry per cell
    Github,
}

/// Evaluates the plan and writes it to stdout.
pub(crate) async fn run(
    plan_args: &PlanArgs,
    context: &mut Context<'_>,
) -> Result<ExitCode, Error> {
    let project = project(&plan_args.project, context.output)?;
    let spinner = Spinner::new(context.output, "evaluating the plan");
    let mut plan = evaluate_plan(&project, &build_host(), &context.interrupt).await?;
    plan.select(&plan_args.select.selection())?;
    let format = if plan_args.json { Format::Json } else { plan_args.format };
    if format != Format::Github {
        look_for_built(&mut plan, &context.interrupt).await?;
    }
    let costs = match plan_args.cost.cost {
        true => Some(cost(&plan, &plan_args.project, &plan_args.cost)?),
        false => None,
    };
    drop(spinner);
    let text = match format {
        Format::Table => match &costs {
            Some(costs) => {
                format!("{}\n\n{}", total(&plan), ui::cost::cost(costs, context.output.verbose))
            }
            None => text(&plan),
        },
        Format::Json => json(&plan, costs)?,
        Format::Github => github(&plan),
    };
    writeln!(context.stdout, "{text}").map_err(Error::Write)?;
    Ok(ExitCode::Done)
}

/// The plan, with what it costs where that was asked for.
fn json(plan: &Plan, cost: Option<Cost>) -> Result<String, Error> {
    #[derive(serde::Serialize)]
    struct Whole<'a> {
        #[serde(flatten)]
        plan: &'a Plan,
        #[serde(skip_serializing_if = "Option::is_none")]
        cost: Option<Cost>,
    }
    serde_json::to_string_pretty(&Whole { plan, cost }).map_err(|error| Error::Write(error.into()))
}

/// `strategy.matrix` of a workflow, as an output must be: in one line.
fn github(plan: &Plan) -> String {
    let include: Vec<_> = plan
        .cells
        .iter()
        .map(|cell| {
            serde_json::json!({
                "cell": cell.id,
                "target": cell.target,
                "abi": cell.abi,
                "python": cell.python,
                "file": cell.file,
            })
        })
        .collect();
    serde_json::json!({ "include": include }).to_string()
}

fn text(plan: &Plan) -> String {
    let mut table = Table::new(["TARGET", "ABI", "PYTHON", "WHEEL", "BUILT"]);
    for cell in &plan.cells {
        table.row([target(cell), plain(&cell.abi), python(cell), plain(&cell.file), built(cell)]);
    }
    format!("{table}\n{}", total(plan))
}

fn target(cell: &Cell) -> String {
    let mark = if cell.tested { "" } else { " (untested)" };
    format!("{}{mark}", plain(&cell.target))
}

/// The Python, with a + where the wheel is for all that follow too.
fn python(cell: &Cell) -> String {
    use wheelpin_nix::AbiKind::{Abi3, Abi3t, Cpython, None, Pypy};

    let python = plain(cell.python.as_deref().unwrap_or("any"));
    match cell.abi_kind {
        Abi3 | Abi3t => format!("{python}+"),
        None if cell.python.is_some() => format!("{python}+"),
        None | Cpython | Pypy => python,
    }
}

fn built(cell: &Cell) -> String {
    match cell.built {
        Some(true) => "yes".into(),
        Some(false) => "no".into(),
        None => "?".into(),
    }
}

fn total(plan: &Plan) -> String {
    let untested = plan.cells.iter().filter(|cell| !cell.tested).count();
    let built = plan.cells.iter().filter(|cell| cell.built == Some(true)).count();
    let mut notes = Vec::new();
    if built > 0 {
        notes.push(format!("{built} built already"));
    }
    if untested > 0 {
        notes.push(format!("{untested} for targets that wheelpin does not test"));
    }
    let notes = if notes.is_empty() { String::new() } else { format!(" ({})", notes.join(", ")) };
    format!(
        "{} {}: {}{notes} and {}",
        plain(&plan.name),
        plain(&plan.version),
        Count(plan.cells.len(), "wheel"),
        plain(&plan.sdist),
    )
}

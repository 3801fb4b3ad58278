use std::path::PathBuf;

use clap::Args;
use wheelpin_dist::{Manifest, Selection};
use wheelpin_nix::{Build, BuildSettings, Built, build_host, evaluate_plan};

use crate::ExitCode;
use crate::context::Context;
use crate::error::Error;
use crate::project::project;
use crate::select_args::SelectArgs;
use crate::ui::consumer::consumer;
use crate::ui::count::Count;
use crate::ui::spinner::Spinner;
use crate::ui::style::Style;
use crate::ui::{failures, json_frame, outcome};

/// Build every wheel of a project, and its source distribution.
///
/// Files go to dist/, with a manifest (wheelpin.json) that says what was built. What is built
/// already is not built again. Ctrl-C stops; type the same again to go on.
#[derive(Debug, Args)]
pub(crate) struct BuildArgs {
    /// A directory, with a flake.nix or without, or a flake reference
    #[arg(default_value = ".")]
    project: String,

    #[command(flatten)]
    select: SelectArgs,

    /// Only cells that the last build into the same directory could not make
    #[arg(long)]
    retry_failed: bool,

    /// No source distribution (there is none with --only or --except either)
    #[arg(long)]
    no_sdist: bool,

    /// Where finished files go
    #[arg(long, short, value_name = "DIR", default_value = "dist")]
    out: PathBuf,

    /// Builds at a time on this machine [default: Nix's max-jobs; if that is not set, one per core]
    #[arg(long, short, value_name = "N")]
    jobs: Option<u32>,

    /// Other machines to build on, written as Nix's setting `builders`
    #[arg(long, value_name = "MACHINES")]
    builders: Option<String>,

    /// Print what happens as JSON, one event per line (schema 1)
    #[arg(long)]
    json: bool,
}

/// Builds and reports.
pub(crate) async fn run(
    build_args: &BuildArgs,
    context: &mut Context<'_>,
) -> Result<ExitCode, Error> {
    let project = project(&build_args.project, context.output)?;
    let spinner = Spinner::new(context.output, "evaluating the plan");
    let mut plan = evaluate_plan(&project, &build_host(), &context.interrupt).await?;
    drop(spinner);
    let whole = plan.clone();
    let selection = build_args.select.selection();
    plan.select(&selection)?;
    let mut sdist = !build_args.no_sdist && selection.is_everything();
    if build_args.retry_failed {
        let earlier = earlier(build_args)?;
        let failed: Vec<_> = earlier.failed.iter().map(|failed| failed.cell.clone()).collect();
        plan.cells.retain(|cell| failed.contains(&Some(cell.id.clone())));
        sdist = sdist && failed.contains(&None);
        if plan.cells.is_empty() && !sdist {
            return nothing_to_retry(earlier, build_args.json, context);
        }
    }
    let build = Build {
        plan,
        whole,
        release: !build_args.no_sdist && selection.is_everything(),
        sdist,
        dist: build_args.out.clone(),
        settings: BuildSettings { jobs: build_args.jobs, builders: build_args.builders.clone() },
    };
    let style = Style::of(context.output, build_args.json);
    let mut consumer = consumer(style, &build.plan);
    let result = build.run(&context.interrupt, |event| consumer.event(event)).await;
    consumer.finish();
    let built = match result {
        Ok(built) => built,
        Err(error) => {
            if build_args.json {
                // The error itself matters more than that nobody reads this.
                let _ = json_frame::json_error(&error, context.stdout);
            }
            return Err(error.into());
        }
    };
    let written = if build_args.json {
        outcome::json(&built, context.stdout)
    } else {
        outcome::text(&built, &build_args.out, context.stdout)
    };
    let _ = outcome::warn(&built, &build_args.out, &mut anstream::stderr());
    if built.manifest.failed.is_empty() && built.refused.is_empty() {
        return written.map(|()| ExitCode::Done).map_err(Error::Write);
    }
    // A reader that went away makes no failure a success.
    let stderr = &mut anstream::stderr();
    let _ = failures::failures(&built, stderr);
    let files = build.plan.cells.len() + usize::from(build.sdist);
    if built.failures.is_empty() && !built.refused.is_empty() {
        let total = Count(files + usize::from(build.release), "check");
        return Err(Error::Refused { refused: built.refused.len(), total });
    }
    Err(Error::Build {
        failed: built.manifest.failed.len(),
        total: Count(files, "file"),
        help: help(build_args, &selection),
    })
}

/// What the last build into the same directory made.
fn earlier(build_args: &BuildArgs) -> Result<Manifest, Error> {
    Manifest::read(&build_args.out)?
        .ok_or_else(|| Error::NothingBuilt { directory: build_args.out.clone() })
}

fn nothing_to_retry(
    earlier: Manifest,
    json: bool,
    context: &mut Context<'_>,
) -> Result<ExitCode, Error> {
    let written = if json {
        json_frame::json_begin(context.stdout).and_then(|()| {
            let built = Built {
                manifest: earlier,
                failures: Vec::new(),
                refused: Vec::new(),
                others: Vec::new(),
            };
            outcome::json(&built, context.stdout)
        })
    } else if earlier.failed.is_empty() {
        writeln!(context.stdout, "nothing failed in the last build")
    } else {
        writeln!(context.stdout, "nothing selected failed in the last build")
    };
    written.map(|()| ExitCode::Done).map_err(Error::Write)
}

fn help(build_args: &BuildArgs, selection: &Selection) -> String {
    let project =
        if build_args.project == "." { String::new() } else { format!(" {}", build_args.project) };
    if selection.is_everything() {
        format!(
            "mend what is shown above, then type: wheelpin build{project}\n\
             (what was built is kept; --retry-failed builds only what is missing)"
        )
    } else {
        "mend what is shown above, then type the same again: what was built is kept".into()
    }
}

use std::path::PathBuf;

use clap::Args;
use tempfile::TempDir;
use wheelpin_nix::{
    BuildSettings, Plan, Project, Unchecked, build_host, build_unchecked, evaluate_plan, read_log,
};
use wheelpin_publish::normalised;

use crate::ExitCode;
use crate::context::{Context, unless};
use crate::error::Error;
use crate::project::project;
use crate::reproducing::{
    Again, Against, MEND, Served, There, Vary, beside, is_same, only_asked, refuse, served,
    unpack_sdist,
};
use crate::select_args::SelectArgs;
use crate::ui::consumer::part;
use crate::ui::count::Count;
use crate::ui::json_frame::{json_begin, json_error};
use crate::ui::reproduced::{self, Reproduced};
use crate::ui::spinner::Spinner;
use crate::ui::style::Style;
use crate::ui::width;

/// Build again, as if on another machine, and compare every byte; or compare with files that are
/// there.
///
/// Without --against every wheel is built a second time, in a store of its own, where clock, cores,
/// the machine's name, user, build directory and the order of directories are others. What differs is explained
/// down to its cause. With --against the first build is compared with files, or with what an index
/// serves: was that wheel built from this source?
#[derive(Debug, Args)]
pub(crate) struct ReproduceArgs {
    /// A directory, with a flake.nix or without, or a flake reference [default: the current one;
    /// with --against INDEX:NAME==VERSION the sdist of that release]
    project: Option<String>,

    /// Build again and compare (this is done if nothing else is asked for)
    #[arg(long)]
    rebuild: bool,

    /// Compare with a file, with those of a directory, or with a release: pypi:NAME==VERSION
    #[arg(long, value_name = "WHAT", conflicts_with = "rebuild")]
    against: Option<Against>,

    /// The address of the index's simple API, where that is not known
    #[arg(long, value_name = "ADDRESS", requires = "against")]
    simple: Option<String>,

    #[command(flatten)]
    select: SelectArgs,

    /// No source distribution
    #[arg(long)]
    no_sdist: bool,

    /// What is otherwise at the second build [default: all]
    #[arg(long, value_name = "WHAT", value_delimiter = ',', conflicts_with = "against")]
    vary: Vec<Vary>,

    /// Build the toolchain again as well, from files that are pinned by their hash
    #[arg(long, conflicts_with = "against")]
    toolchain: bool,

    /// Where the second store is made [default: among temporary files; it takes some GB]
    #[arg(long, value_name = "DIR", conflicts_with = "against")]
    store: Option<PathBuf>,

    /// Leave the second store there
    #[arg(long, requires = "store")]
    keep: bool,

    /// Builds at a time
    #[arg(long, short, value_name = "N")]
    jobs: Option<u32>,

    /// Print events and the result as JSON, one object per line (schema 1)
    #[arg(long)]
    json: bool,
}

/// Compares, and says what differs.
pub(crate) async fn run(
    reproduce_args: &ReproduceArgs,
    context: &mut Context<'_>,
) -> Result<ExitCode, Error> {
    if reproduce_args.json {
        json_begin(context.stdout).map_err(Error::Write)?;
    }
    let found = reproduced(reproduce_args, context).await;
    let reproduced = match found {
        Ok(reproduced) => reproduced,
        Err(error) => {
            if reproduce_args.json {
                // The error itself matters more than that nobody reads this.
                let _ = json_error(&error, context.stdout);
            }
            return Err(error);
        }
    };
    let text = if reproduce_args.json {
        reproduced::json(&reproduced)?
    } else {
        reproduced::text(&reproduced, width::width(), context.output)
    };
    write!(context.stdout, "{text}").map_err(Error::Write)?;
    let differing = reproduced.files.iter().filter(|file| !file.is_same()).count();
    if differing > 0 {
        let total = Count(reproduced.files.len(), "file");
        return Err(Error::Irreproducible { differing, total });
    }
    Ok(ExitCode::Done)
}

async fn reproduced(
    reproduce_args: &ReproduceArgs,
    context: &Context<'_>,
) -> Result<Reproduced, Error> {
    // What can be wrong at once is looked at first: builds take minutes.
    let there = there(reproduce_args, context).await?;
    let again = Again {
        vary: reproduce_args.vary.clone(),
        toolchain: reproduce_args.toolchain,
        store: reproduce_args.store.clone(),
        keeps: reproduce_args.keep,
    };
    let mut second = if there.is_none() { Some(again.second()?) } else { None };
    let unpacked = match (&reproduce_args.project, &there) {
        (None, Some(There::Served(served))) => {
            Some(source_of(reproduce_args, served, context).await?)
        }
        _ => None,
    };
    let project = match &unpacked {
        Some((_, directory)) => Project::Tree(directory.clone()),
        None => project(reproduce_args.project.as_deref().unwrap_or("."), context.output)?,
    };
    let spinner = Spinner::new(context.output, "evaluating the plan");
    let mut plan = evaluate_plan(&project, &build_host(), &context.interrupt).await?;
    drop(spinner);
    is_asked_for(&plan, reproduce_args)?;

    let mut left_out: Vec<String> = plan.cells.iter().map(|cell| cell.file.clone()).collect();
    left_out.push(plan.sdist.clone());
    let selection = reproduce_args.select.selection();
    plan.select(&selection)?;
    let sdist = !reproduce_args.no_sdist && selection.is_everything();
    let mut files = Unchecked::of(&plan, sdist)?;
    if let (Some(Against::Path(path)), Some(there)) = (&reproduce_args.against, &there)
        && path.is_file()
    {
        left_out.retain(|name| !files.iter().any(|file| file.file == *name));
        files = only_asked(files, &left_out, there)?;
    } else {
        left_out.retain(|name| !files.iter().any(|file| file.file == *name));
    }

    let settings = BuildSettings { jobs: reproduce_args.jobs, builders: None };
    let style = Style::of(context.output, reproduce_args.json);
    let mut consumer = part(style, &plan);
    let failures =
        build_unchecked(&plan, &files, &settings, &context.interrupt, |it| consumer.event(it))
            .await;
    consumer.finish();
    let failures = failures?;
    if !failures.is_empty() {
        return Err(refuse(&failures, Count(files.len(), "file"), read_log, MEND));
    }

    let (files, variations, against) = match (&there, &mut second) {
        (Some(there), _) => {
            let _spinner = Spinner::new(context.output, "comparing");
            {
                let compared = beside(&files, &left_out, there);
                let compared = unless(context.interrupt.clone(), compared).await?;
                (compared, Vec::new(), there.title())
            }
        }
        (None, Some(second)) => {
            let (files, variations) =
                again.run(second, &plan, &files, &settings, style, context).await?;
            (files, variations, "a second build".into())
        }
        (None, None) => (Vec::new(), Vec::new(), String::new()),
    };
    Ok(Reproduced { name: plan.name, version: plan.version, against, variations, files })
}

/// What builds are compared with; none for a second build.
async fn there(
    reproduce_args: &ReproduceArgs,
    context: &Context<'_>,
) -> Result<Option<There>, Error> {
    match &reproduce_args.against {
        Some(Against::Path(path)) => There::of_path(path).map(Some),
        Some(Against::Release { index, name, version }) => {
            let _spinner = Spinner::new(context.output, "asking the index");
            let asked = served(index, reproduce_args.simple.as_deref(), name, version);
            let served = unless(context.interrupt.clone(), asked).await?;
            Ok(Some(There::Served(Box::new(served))))
        }
        None => Ok(None),
    }
}

/// Whether a plan is of the release that was named.
fn is_asked_for(plan: &Plan, reproduce_args: &ReproduceArgs) -> Result<(), Error> {
    let Some(Against::Release { name, version, .. }) = &reproduce_args.against else {
        return Ok(());
    };
    let is_it = normalised(name) == normalised(&plan.name) && is_same(version, &plan.version);
    is_it.then_some(()).ok_or_else(|| Error::OtherSource {
        asked: format!("{name} {version}"),
        is: format!("{} {}", plan.name, plan.version),
    })
}

/// The source of a release: its sdist, unpacked.
async fn source_of(
    reproduce_args: &ReproduceArgs,
    served: &Served,
    context: &Context<'_>,
) -> Result<(TempDir, PathBuf), Error> {
    let _spinner = Spinner::new(context.output, "getting the sdist");
    let Some(sdist) = served.sdist() else {
        let (name, version) = match &reproduce_args.against {
            Some(Against::Release { name, version, .. }) => (name.clone(), version.clone()),
            _ => (String::new(), String::new()),
        };
        return Err(Error::NoSdist { index: served.index.title.clone(), name, version });
    };
    let bytes = unless(context.interrupt.clone(), served.get(sdist)).await?;
    let scratch =
        tempfile::Builder::new().prefix("wheelpin-source-").tempdir().map_err(Error::Runtime)?;
    let directory = unpack_sdist(&bytes, scratch.path())?;
    Ok((scratch, directory))
}

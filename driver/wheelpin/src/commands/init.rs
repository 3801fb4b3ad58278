use std::fs;
use std::io::{BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use wheelpin_init::{
    Keeping, Pins, ScaffoldFile, State, below, difference, readme, scaffold, state, with_tables,
};
use wheelpin_workflow::LOCK;

use crate::ExitCode;
use crate::context::Context;
use crate::error::Error;
use crate::scaffolding::detect::{Detected, detect};
use crate::scaffolding::ignored::ignored;
use crate::scaffolding::{Asked, writing};
use crate::ui::count::Count;
use crate::ui::spinner::Spinner;

/// Give a project its flake, its workflows and the text on how it is released.
///
/// What can be known is looked up. Files are shown before they are written, and what somebody else
/// wrote is never overwritten unless it is named. Choices stand in [tool.wheelpin.init]; run it
/// again after changing them, or with a newer wheelpin.
#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// The root of the repository, where flake.nix goes
    #[arg(default_value = ".", value_name = "DIR")]
    directory: PathBuf,

    /// The directory of pyproject.toml, below the root
    #[arg(long, value_name = "DIR")]
    project: Option<PathBuf>,

    /// Compare, write nothing: exit code 1 where a file is not as it would be made
    #[arg(long, conflicts_with_all = ["yes", "overwrite"])]
    check: bool,

    /// Do not ask
    #[arg(long, short)]
    yes: bool,

    /// Show what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,

    /// Replace this file though somebody else wrote or changed it; may be given again
    #[arg(long, value_name = "FILE")]
    overwrite: Vec<PathBuf>,

    /// Where the flake gets wheelpin from: a flake reference [default: wheelpin's sdist on PyPI]
    #[arg(long, value_name = "ADDRESS")]
    wheelpin: Option<String>,

    /// Where to publish: pypi, testpypi, or an address [default: as configured, or pypi]
    #[arg(long, value_name = "INDEX")]
    index: Option<String>,

    /// Which CI systems get files: github, gitlab; may be given again [default: github]
    #[arg(long, value_name = "SYSTEM", value_parser = ["github", "gitlab"])]
    ci: Vec<String>,

    /// Jobs that build the wheels of a release side by side
    #[arg(long, value_name = "N")]
    shards: Option<usize>,

    /// Run the project's Criterion benchmarks in CI
    #[arg(long)]
    benchmarks: bool,

    /// Run the project's Rust tests with a nightly of a day, such as nightly-2026-11-01
    #[arg(long, value_name = "NIGHTLY")]
    nightly: Option<String>,
}

/// A file, and how it is there.
struct Plan {
    file: ScaffoldFile,
    is: Option<String>,
    state: State,
}

/// Looks, shows, asks, writes.
pub(crate) async fn run(
    init_args: &InitArgs,
    context: &mut Context<'_>,
) -> Result<ExitCode, Error> {
    let root = &init_args.directory;
    let asked = Asked {
        project: init_args.project.as_deref(),
        wheelpin: init_args.wheelpin.as_deref(),
        index: init_args.index.as_deref(),
        ci: &init_args.ci,
        shards: init_args.shards,
        benchmarks: init_args.benchmarks,
        nightly: init_args.nightly.as_deref(),
        may_write: !init_args.check && !init_args.dry_run,
    };
    let spinner = Spinner::new(context.output, "looking at the project");
    let detected = detect(root, &asked, &context.interrupt).await?;
    drop(spinner);
    let plans = plans(root, &detected)?;
    if init_args.check {
        return check(&plans, context);
    }
    let (mut wanted, mut kept) = (Vec::new(), Vec::new());
    for plan in plans {
        match plan.state {
            State::Same => {}
            State::Missing | State::Outdated | State::Unsigned => wanted.push(plan),
            State::Edited | State::Foreign if is_named(init_args, &plan.file.path) => {
                wanted.push(plan);
            }
            State::Edited | State::Foreign => kept.push(plan),
        }
    }
    for line in &detected.remarks {
        say(context, line)?;
    }
    show(&wanted, &kept, init_args.dry_run, context)?;
    if wanted.is_empty() {
        say(
            context,
            if kept.is_empty() { "everything is as it should be" } else { "nothing to write" },
        )?;
        return Ok(ExitCode::Done);
    }
    if init_args.dry_run {
        return Ok(ExitCode::Done);
    }
    confirm(init_args, wanted.len())?;
    let files: Vec<ScaffoldFile> = wanted.into_iter().map(|plan| plan.file).collect();
    writing::write(root, &files)?;
    say(context, &format!("wrote {}", Count(files.len(), "file")))?;
    let next = writing::finish(root, &files, &detected, &context.interrupt).await;
    for line in next {
        say(context, &line)?;
    }
    Ok(ExitCode::Done)
}

fn plans(root: &Path, detected: &Detected) -> Result<Vec<Plan>, Error> {
    let pins = match read(&root.join(LOCK))? {
        Some(text) => Pins::known().with(&text)?,
        None => Pins::known(),
    };
    let mut files = scaffold(&detected.project, &detected.choices, &pins)?;
    let pyproject = below(&detected.project, "pyproject.toml");
    if let Some(text) = read(&root.join(&pyproject))? {
        let new = with_tables(&text.replace("\r\n", "\n"), &detected.tables)?;
        let text = like(&text, new);
        files.push(ScaffoldFile { path: pyproject, keeping: Keeping::Part, text });
    }
    if let Some(path) = &detected.readme
        && let Some(text) = read(&root.join(path))?
    {
        let plain = text.replace("\r\n", "\n");
        let mut file = readme(&detected.project, &detected.choices, &pins, path, &plain)?;
        file.text = like(&text, file.text);
        files.push(file);
    }
    let is = read(&root.join(".gitignore"))?.unwrap_or_default();
    if let Some(text) = ignored(&is) {
        let text = like(&is, text);
        files.push(ScaffoldFile { path: ".gitignore".into(), keeping: Keeping::Part, text });
    }
    let mut plans = Vec::new();
    for file in files {
        let path = root.join(&file.path);
        let is_link = fs::symlink_metadata(&path).is_ok_and(|it| it.is_symlink());
        // What is the project's own may be a link; it stays what it is.
        if is_link && file.keeping == Keeping::Once {
            continue;
        }
        let is = read(&path)?;
        let state = state(&file, is.as_deref());
        plans.push(Plan { file, is, state });
    }
    Ok(plans)
}

/// A text with the line ends of another.
fn like(other: &str, text: String) -> String {
    if other.contains("\r\n") { text.replace('\n', "\r\n") } else { text }
}

/// A file's text; none where there is none.
fn read(path: &Path) -> Result<Option<String>, Error> {
    let is_link = fs::symlink_metadata(path).is_ok_and(|it| it.is_symlink());
    if is_link {
        return Err(Error::IsLink { path: path.into() });
    }
    match fs::read(path) {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(text)),
            Err(_) => Err(Error::NotText { path: path.into() }),
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(wheelpin_wheel::Error::Read { path: path.into(), source }.into()),
    }
}

fn is_named(init_args: &InitArgs, path: &str) -> bool {
    init_args.overwrite.iter().any(|named| named == Path::new(path))
}

/// Which files are not as they would be made, with what differs.
fn check(plans: &[Plan], context: &mut Context<'_>) -> Result<ExitCode, Error> {
    let (mut found, mut own) = (0, 0);
    for plan in plans {
        // What is put into files of the project's own may be left out.
        let word = match (plan.state, plan.file.keeping) {
            // So may a part: what somebody took out is not missed.
            (_, Keeping::Part) if plan.file.path != LOCK && !has_part(plan) => continue,
            (State::Same | State::Unsigned, _)
            | (State::Missing, Keeping::Once | Keeping::Part) => continue,
            (State::Missing, Keeping::Whole) => "missing",
            (State::Edited, _) => "changed by hand",
            // Somebody took it over, or had it before.
            (State::Foreign, _) => {
                own += 1;
                continue;
            }
            (State::Outdated, Keeping::Part) => "lacks a part, or has an old one",
            (State::Outdated, _) => "would be made otherwise now",
        };
        found += 1;
        say(context, &format!("{}: {word}", plan.file.path))?;
        if let Some(is) = &plan.is {
            let text = difference(&plan.file.path, &is.replace("\r\n", "\n"), &plan.file.text);
            say(context, text.trim_end())?;
        }
    }
    if found == 0 {
        let text = format!("{} as they were made", Count(plans.len() - own, "file"));
        let own = if own > 0 { format!(", {own} of the project's own") } else { String::new() };
        say(context, &format!("{text}{own}"))?;
        return Ok(ExitCode::Done);
    }
    Err(Error::Drifted { files: Count(found, "file") })
}

/// Whether a file has a part of wheelpin's.
fn has_part(plan: &Plan) -> bool {
    plan.is.as_ref().is_some_and(|text| text.contains("<!-- wheelpin: "))
}

fn show(
    wanted: &[Plan],
    kept: &[Plan],
    is_whole: bool,
    context: &mut Context<'_>,
) -> Result<(), Error> {
    for plan in wanted {
        let word = match (&plan.is, plan.file.keeping) {
            (None, _) => "new",
            (Some(_), Keeping::Part) => "adds to",
            (Some(_), _) => "changes",
        };
        say(context, &format!("{word:<8} {}", plan.file.path))?;
        match &plan.is {
            Some(is) => say(context, difference(&plan.file.path, is, &plan.file.text).trim_end())?,
            None if is_whole => say(context, plan.file.text.trim_end())?,
            None => {}
        }
    }
    for plan in kept {
        let whose = match plan.state {
            State::Edited => "wheelpin's, changed by hand",
            _ => "not wheelpin's",
        };
        say(
            context,
            &format!(
                "kept     {} ({whose}; to replace it: --overwrite {})",
                plan.file.path, plan.file.path
            ),
        )?;
    }
    Ok(())
}

fn confirm(init_args: &InitArgs, count: usize) -> Result<(), Error> {
    if init_args.yes {
        return Ok(());
    }
    if !std::io::stdin().is_terminal() {
        return Err(Error::NotConfirmed);
    }
    let question = format!("Write {}? [y/N] ", Count(count, "file"));
    let _ = anstream::stderr().write_all(question.as_bytes());
    let mut answer = String::new();
    let _ = std::io::stdin().lock().read_line(&mut answer);
    if matches!(answer.trim(), "y" | "Y" | "yes") { Ok(()) } else { Err(Error::NotConfirmed) }
}

fn say(context: &mut Context<'_>, line: &str) -> Result<(), Error> {
    writeln!(context.stdout, "{line}").map_err(Error::Write)
}

use std::path::Path;
use std::str::FromStr;

use wheelpin_dist::{BuildStep, Dist, Manifest, join_steps, plain};
use wheelpin_nix::{
    Build, BuildSettings, Built, Interrupt, Plan, Shard, build_host, evaluate_plan, export, import,
};
use wheelpin_release::journal::{FileHash, Progress};

use crate::arguments::OutputArgs;
use crate::error::Error;
use crate::project::project;
use crate::release::options::Options;
use crate::ui::consumer::consumer;
use crate::ui::count::Count;
use crate::ui::failures;
use crate::ui::spinner::Spinner;
use crate::ui::style::Style;

/// Plans and builds a commit's files into the directory of the release.
pub(crate) async fn build(
    options: &Options,
    directory: &Path,
    progress: &Progress,
    output: OutputArgs,
    interrupt: &Interrupt,
) -> Result<(Plan, Built), Error> {
    let project = project(&directory.to_string_lossy(), output)?;
    let spinner = Spinner::new(output, "evaluating the plan");
    let plan = evaluate_plan(&project, &build_host(), interrupt).await?;
    drop(spinner);
    agrees(&plan, progress)?;
    let elsewhere = match &options.parts {
        Some(parts) => take_parts(&plan, parts, output, interrupt).await?,
        None => Vec::new(),
    };
    let build = Build {
        whole: plan.clone(),
        plan,
        sdist: true,
        release: true,
        dist: options.dist.clone(),
        settings: BuildSettings { jobs: options.jobs, builders: options.builders.clone() },
    };
    let mut consumer = consumer(Style::of(output, false), &build.plan);
    let built = build.run(interrupt, |event| consumer.event(event)).await;
    consumer.finish();
    let mut built = built?;
    if !elsewhere.is_empty() {
        built.manifest.steps = Manifest::record_steps(&options.dist, &elsewhere)?;
    }
    if !built.failures.is_empty() {
        let _ = failures::failures(&built, &mut anstream::stderr());
        return Err(Error::Build {
            failed: built.manifest.failed.len(),
            total: Count(build.plan.cells.len() + 1, "file"),
            help: "nothing was published: mend what is shown above; if that needs a commit, give \
                   this release up (wheelpin release --abort) and start again"
                .into(),
        });
    }
    Ok((build.plan, built))
}

/// Plans a commit's files and builds a part of them, into the directory of the release as a store of its own.
/// What comes of it in words.
pub(crate) async fn build_part(
    options: &Options,
    directory: &Path,
    progress: &Progress,
    shard: Shard,
    output: OutputArgs,
    interrupt: &Interrupt,
) -> Result<String, Error> {
    let project = project(&directory.to_string_lossy(), output)?;
    let spinner = Spinner::new(output, "evaluating the plan");
    let whole = evaluate_plan(&project, &build_host(), interrupt).await?;
    drop(spinner);
    agrees(&whole, progress)?;
    let mut plan = whole.clone();
    shard.apply(&mut plan);
    let part = options.dist.join(format!("wheelpin-part-{}", shard.number));
    std::fs::create_dir_all(&part)
        .map_err(|source| wheelpin_release::Error::Write { path: part.clone(), source })?;
    // An artifact holds at least a file; there may be more jobs than targets.
    let note = part.join("part");
    std::fs::write(&note, format!("{} of {}\n", shard.number, shard.of))
        .map_err(|source| wheelpin_release::Error::Write { path: note, source })?;
    if plan.cells.is_empty() {
        return Ok(format!("part {} of {}: no wheels", shard.number, shard.of));
    }
    let scratch = tempfile::tempdir().map_err(Error::Runtime)?;
    let build = Build {
        whole: plan.clone(),
        plan,
        sdist: false,
        release: false,
        dist: scratch.path().into(),
        settings: BuildSettings { jobs: options.jobs, builders: options.builders.clone() },
    };
    let mut consumer = consumer(Style::of(output, false), &build.plan);
    let built = build.run(interrupt, |event| consumer.event(event)).await;
    consumer.finish();
    let built = built?;
    let total = Count(build.plan.cells.len(), "wheel");
    if !built.failures.is_empty() || !built.refused.is_empty() {
        let _ = failures::failures(&built, &mut anstream::stderr());
    }
    if !built.failures.is_empty() {
        let failed = built.manifest.failed.len();
        let help = "nothing was published: mend what is shown above".into();
        return Err(Error::Build { failed, total, help });
    }
    if !built.refused.is_empty() {
        return Err(Error::Refused { refused: built.refused.len(), total });
    }
    // What ran here, for the job that has all parts.
    Dist::open(&part)?.write(&built.manifest)?;
    export(&build.plan, &part, interrupt).await?;
    Ok(format!("part {} of {}: {total} in {}", shard.number, shard.of, part.display()))
}

/// Brings the parts of other jobs into the store: those in directories below `parts`. Gives what
/// ran in those jobs.
async fn take_parts(
    plan: &Plan,
    parts: &Path,
    output: OutputArgs,
    interrupt: &Interrupt,
) -> Result<Vec<BuildStep>, Error> {
    let spinner = Spinner::new(output, "taking what other jobs built");
    let read =
        |source| wheelpin_release::Error::Read { path: parts.into(), source: Box::new(source) };
    let mut found: Vec<_> = Vec::new();
    for entry in std::fs::read_dir(parts).map_err(read)? {
        let path = entry.map_err(read)?.path();
        if path.join("nix-cache-info").is_file() {
            found.push(path);
        }
    }
    found.sort();
    let mut steps = Vec::new();
    for part in &found {
        import(plan, part, interrupt).await?;
        steps = join_steps(&steps, &steps_of(plan, part));
    }
    drop(spinner);
    Ok(steps)
}

/// What ran in the job that built a part; nothing where that is not to be had.
fn steps_of(plan: &Plan, part: &Path) -> Vec<BuildStep> {
    let manifest = Manifest::read(part).ok().flatten();
    let manifest = manifest.filter(|it| (&it.name, &it.version) == (&plan.name, &plan.version));
    let name = part.file_name().map(|name| plain(&name.to_string_lossy()));
    let mut steps = manifest.map(|manifest| manifest.steps).unwrap_or_default();
    for step in &mut steps {
        step.machine = step.machine.take().or_else(|| name.clone());
    }
    steps
}

/// Whether the plan is of the release.
fn agrees(plan: &Plan, progress: &Progress) -> Result<(), Error> {
    let release = &progress.release;
    // 1.0 is 1.0.0 (PEP 440, "Version specifiers").
    let version = |text: &str| pep440_rs::Version::from_str(text).ok();
    let built = version(&plan.version);
    if built.is_some() && built == version(&release.python_version) {
        return Ok(());
    }
    Err(Error::OtherVersion { built: plan.version.clone(), wanted: release.python_version.clone() })
}

/// The files of a plan with their hashes, as the manifest has them; they must be those that
/// were built before, to the byte.
pub(crate) fn files(
    plan: &Plan,
    manifest: &Manifest,
    progress: &Progress,
) -> Result<Vec<FileHash>, Error> {
    let planned = plan.cells.iter().map(|cell| &cell.file).chain([&plan.sdist]);
    let mut files = Vec::new();
    for name in planned {
        let Some(built) = manifest.files.iter().find(|built| built.file == *name) else {
            return Err(Error::NotBuilt { file: name.clone() });
        };
        if let Some(before) = progress.sha256(name)
            && before != built.sha256
        {
            return Err(Error::OtherBytes {
                file: name.clone(),
                before: before.into(),
                now: built.sha256.clone(),
            });
        }
        files.push(FileHash { file: name.clone(), sha256: built.sha256.clone() });
    }
    Ok(files)
}

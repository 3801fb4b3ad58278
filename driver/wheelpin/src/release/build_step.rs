use std::path::Path;
use std::str::FromStr;

use wheelpin_dist::Manifest;
use wheelpin_nix::{
    Build, BuildSettings, Built, Interrupt, Plan, Project, build_host, evaluate_plan,
};
use wheelpin_release::journal::{FileHash, Progress};

use crate::arguments::OutputArgs;
use crate::error::Error;
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
    let project = Project::new(&directory.to_string_lossy())?;
    let spinner = Spinner::new(output, "evaluating the plan");
    let plan = evaluate_plan(&project, &build_host(), interrupt).await?;
    drop(spinner);
    agrees(&plan, progress)?;
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
    let built = built?;
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

use std::path::{Path, PathBuf};

use clap::Args;
use wheelpin_dist::Manifest;
use wheelpin_publish::preflight::Findings;
use wheelpin_publish::{Distribution, PlannedFile};
use wheelpin_wheel::{Severity, check};

use crate::ExitCode;
use crate::commands::check::{distributions, project_settings};
use crate::context::{Context, unless};
use crate::error::Error;
use crate::publishing::access::AccessArgs;
use crate::publishing::{Publisher, points};
use crate::ui::progress::Progress;

/// Publish files to an index, and read them back.
///
/// Before anything is sent, everything that can be known is looked at. Files that are there
/// already, the same to the byte, are passed over: after a failure the same command goes on.
#[derive(Debug, Args)]
pub(crate) struct PublishArgs {
    /// Wheels and sdists, and directories of them
    #[arg(default_value = "dist", value_name = "PATH")]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    access: AccessArgs,

    /// Look at everything that can be known before, get a token, and send nothing; of a pending
    /// publisher this makes a project
    #[arg(long)]
    preflight: bool,

    /// Write the attestations beside the files, and send nothing
    #[arg(long, conflicts_with = "preflight")]
    attestations_only: bool,

    /// The directory of the pyproject.toml whose [tool.wheelpin.check] counts
    #[arg(long, value_name = "DIR", default_value = ".")]
    project: PathBuf,

    /// Print what the preflight saw as JSON (schema 1)
    #[arg(long, requires = "preflight")]
    json: bool,
}

/// Publishes or only looks.
pub(crate) async fn run(
    publish_args: &PublishArgs,
    context: &mut Context<'_>,
) -> Result<ExitCode, Error> {
    let index = publish_args.access.index.as_deref().ok_or(Error::NoIndex)?;
    let publisher = publish_args.access.publisher(index)?;
    let paths = files(&publish_args.paths)?;
    let distributions: Vec<Distribution> =
        paths.iter().map(|path| Distribution::read(path)).collect::<Result<_, _>>()?;
    let (name, version) = release_of(&distributions)?;
    if publish_args.attestations_only {
        let asked = publisher.attest_only(&distributions);
        let attested = unless(context.interrupt.clone(), asked).await?;
        writeln!(context.stdout, "{} attested", crate::ui::count::Count(attested, "file"))
            .map_err(Error::Write)?;
        return Ok(ExitCode::Done);
    }
    let findings = {
        let settings = project_settings(&publish_args.project)?;
        let progress = Progress::new(context.output, "checking", paths.len());
        let report = check(&paths, &settings, |done| progress.at(done))?;
        let of = |severity| report.findings.iter().filter(|it| it.severity == severity).count();
        Findings { errors: of(Severity::Error), warnings: of(Severity::Warning) }
    };
    let planned: Vec<PlannedFile> = distributions
        .iter()
        .map(|file| PlannedFile {
            file_name: file.file_name.clone(),
            size: Some(file.size),
            sha256: Some(file.sha256.clone()),
        })
        .collect();
    let asked = publisher.points(&name, &version, &planned, Some(findings), true);
    let seen = unless(context.interrupt.clone(), async { Ok(asked.await) }).await?;
    let refused = points::refused(&seen);
    if publish_args.json {
        let text =
            serde_json::to_string_pretty(&serde_json::json!({ "schema": 1, "points": seen }));
        let text = text.map_err(|error| Error::Write(error.into()))?;
        writeln!(context.stdout, "{text}").map_err(Error::Write)?;
        return Ok(match points::unreachable(&seen) {
            Some(_) if refused.is_empty() => ExitCode::Network,
            _ => points::exit_code(&refused),
        });
    }
    if !refused.is_empty() {
        return Err(publisher.refusal(&seen));
    }
    if publish_args.preflight {
        write!(context.stdout, "{}", points::text(&seen)).map_err(Error::Write)?;
    }
    if let Some(error) = points::unreachable(&seen) {
        return Err(error.clone().into());
    }
    if publish_args.preflight {
        return Ok(ExitCode::Done);
    }
    send(&publisher, &distributions, (&name, &version), context).await
}

async fn send(
    publisher: &Publisher,
    distributions: &[Distribution],
    (name, version): (&str, &str),
    context: &mut Context<'_>,
) -> Result<ExitCode, Error> {
    if let Some(remark) = publisher.remark() {
        crate::ui::steps::Steps::new(context.output).warn(&remark);
    }
    let sending = publisher.publish(distributions, &|_| None, context.output, |_| Ok(()));
    let sent = unless(context.interrupt.clone(), sending).await?;
    let asked = publisher.verify(distributions, context.output, &context.interrupt);
    let verified = unless(context.interrupt.clone(), asked).await?;
    let mut lines = vec![format!("{name} {version}: {sent}; {verified}")];
    lines.extend(publisher.page(name, version).map(|page| format!("  index     {page}")));
    lines.push(format!("  install   {}", publisher.install_line(name, version)));
    writeln!(context.stdout, "{}", lines.join("\n")).map_err(Error::Write)?;
    Ok(ExitCode::Done)
}

/// Files as they are; of a directory those of its manifest, or without one all.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    for path in paths {
        let manifest = if path.is_dir() { Manifest::read(path)? } else { None };
        match manifest {
            Some(manifest) if manifest.failed.is_empty() => {
                files.extend(manifest.files.iter().map(|built| path.join(&built.file)));
            }
            Some(manifest) => {
                return Err(Error::NotWhole {
                    directory: path.clone(),
                    missing: manifest.failed.len(),
                });
            }
            None => files.extend(distributions_of(path)?),
        }
    }
    Ok(files)
}

fn distributions_of(path: &Path) -> Result<Vec<PathBuf>, Error> {
    distributions(path)
}

/// The one release that all files are of.
fn release_of(files: &[Distribution]) -> Result<(String, String), Error> {
    let Some(first) = files.first() else { return Err(Error::NoFiles) };
    let is_other = |file: &&Distribution| {
        wheelpin_publish::normalised(&file.project) != wheelpin_publish::normalised(&first.project)
            || file.version != first.version
    };
    match files.iter().find(is_other) {
        Some(other) => {
            Err(Error::TwoReleases { one: first.file_name.clone(), other: other.file_name.clone() })
        }
        None => Ok((first.project.clone(), first.version.clone())),
    }
}

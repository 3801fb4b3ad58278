use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use wheelpin_dist::Manifest;
use wheelpin_release::journal::{JOURNAL, Journal};
use wheelpin_report::{Previous, Release};

use crate::ExitCode;
use crate::context::Context;
use crate::error::Error;
use crate::reporting::{Gathered, is_of, of_directory, of_path, release, write};

/// Write a page about a build and its release: wheels, timeline, findings, sizes, hashes.
///
/// One file of HTML that needs nothing else, made of the manifest and the journal that `wheelpin
/// build` and `wheelpin release` leave beside the files.
#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    /// The directory with the manifest
    #[arg(value_name = "DIR", default_value = "dist")]
    directory: PathBuf,

    /// The journal of the release; by default the one in DIR, if it is of the same version
    #[arg(long, value_name = "FILE")]
    journal: Option<PathBuf>,

    /// A manifest of the release before, or a directory with it, to compare sizes with
    #[arg(long, value_name = "PATH")]
    previous: Option<PathBuf>,

    /// Where it goes, - for stdout; by default NAME-VERSION-report.html in DIR, and Markdown to stdout
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,

    /// A page, or Markdown for the summary of a CI job
    #[arg(long, value_name = "FORMAT", default_value = "html")]
    format: Format,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
enum Format {
    Html,
    Markdown,
}

/// Writes the report.
pub(crate) fn run(report_args: &ReportArgs, context: &mut Context<'_>) -> Result<ExitCode, Error> {
    let directory = &report_args.directory;
    let manifest = Manifest::read(directory)?
        .ok_or_else(|| Error::NoManifest { directory: directory.clone() })?;
    let (release, remark) = match &report_args.journal {
        Some(path) => (Some(named(path, directory, &manifest)?), None),
        None => beside(directory, &manifest)?,
    };
    if let Some(path) = &report_args.previous {
        std::fs::metadata(path).map_err(|source| Error::NotRead { path: path.clone(), source })?;
    }
    let previous = match &report_args.previous {
        Some(path) => of_path(path),
        None => Previous::Unknown("no manifest of a release before was named (--previous)".into()),
    };
    if let (Previous::Unknown(reason), Some(path)) = (&previous, &report_args.previous) {
        let text = format!("warning: {}: {reason}\n", path.display());
        let _ = std::io::Write::write_all(&mut anstream::stderr(), text.as_bytes());
    }
    let repository = of_directory(directory);
    let mut gathered = Gathered::new(directory, manifest, release, previous, repository);
    if let Some(remark) = remark {
        gathered.remark(remark);
    }
    let text = match report_args.format {
        Format::Html => gathered.html(),
        Format::Markdown => gathered.markdown(),
    };
    let path = match (&report_args.out, report_args.format) {
        (Some(path), _) => Some(path.clone()).filter(|path| path != Path::new("-")),
        (None, Format::Html) => Some(directory.join(gathered.file_name())),
        (None, Format::Markdown) => None,
    };
    match path {
        None => write!(context.stdout, "{text}").map_err(Error::Write)?,
        Some(path) => {
            write(&path, &text)?;
            writeln!(context.stdout, "{}", path.display()).map_err(Error::Write)?;
        }
    }
    Ok(ExitCode::Done)
}

/// The release of a journal that somebody named.
fn named(path: &Path, directory: &Path, manifest: &Manifest) -> Result<Release, Error> {
    let entries = Journal::read_file(path)?;
    let found = entries.as_deref().and_then(release);
    let release = found.ok_or_else(|| Error::NoJournal { path: path.into() })?;
    if !is_of(&release.project, &release.version, manifest) {
        return Err(Error::OtherJournal {
            path: path.into(),
            directory: directory.into(),
            journal: format!("{} {}", release.project, release.version),
            manifest: format!("{} {}", manifest.name, manifest.version),
        });
    }
    Ok(release)
}

/// The release of the journal in a directory, or what is to be said of it.
fn beside(
    directory: &Path,
    manifest: &Manifest,
) -> Result<(Option<Release>, Option<String>), Error> {
    let entries = Journal::read_file(&directory.join(JOURNAL))?;
    let Some(release) = entries.as_deref().and_then(release) else { return Ok((None, None)) };
    if is_of(&release.project, &release.version, manifest) {
        return Ok((Some(release), None));
    }
    let other = format!("{} {}", release.project, release.version);
    Ok((
        None,
        Some(format!("The journal in the same directory is of {other}: nothing here is of it.")),
    ))
}

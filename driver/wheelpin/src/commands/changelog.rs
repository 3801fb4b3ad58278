use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use clap::Args;
use wheelpin_release::bump::{Project, State};
use wheelpin_release::changelog::{Changelog, Section};
use wheelpin_release::version::Version;
use wheelpin_release::writing::{Transaction, recover};

use crate::ExitCode;
use crate::commands::bump::today;
use crate::context::Context;
use crate::error::Error;

/// Show what the changelog will say of the next release, or says of one.
///
/// Commits since the last release are added to what stands below Unreleased.
#[derive(Debug, Args)]
pub(crate) struct ChangelogArgs {
    /// The directory of the project's pyproject.toml
    #[arg(default_value = ".", value_name = "DIR")]
    directory: PathBuf,

    /// Print the section of this version: its release notes
    #[arg(long, value_name = "VERSION")]
    version: Option<String>,

    /// Write what is new below Unreleased in the file
    #[arg(long, conflicts_with = "version")]
    write: bool,

    /// The package, where the repository holds several
    #[arg(long, value_name = "NAME")]
    package: Option<String>,
}

/// Prints or writes a section.
pub(crate) fn run(
    changelog_args: &ChangelogArgs,
    context: &mut Context<'_>,
) -> Result<ExitCode, Error> {
    let project = Project::read(&changelog_args.directory, changelog_args.package.as_deref())?;
    let file = project.changelog_file();
    if let Some(text) = &changelog_args.version {
        let version: Version = text.parse().map_err(wheelpin_release::Error::from)?;
        let known = fs::read_to_string(&file)
            .map_err(|source| Error::Changelog { path: file.clone(), source })?;
        let changelog = Changelog::parse(&known);
        return match changelog.notes(&version) {
            Some(notes) if !notes.is_empty() => print(context, notes),
            _ => Err(Error::NoSection { version: version.to_string(), path: file }),
        };
    }
    let state = State::read(project)?;
    let outcome = state.outcome(None, None)?;
    if let Some(next) = outcome.next.filter(|_| !changelog_args.write) {
        return print(context, &state.notes(&outcome, &next, &today())?);
    }
    let mut section = Section::parse(state.changelog.unreleased().unwrap_or_default());
    section.merge(state.section(&outcome)?);
    if !changelog_args.write {
        return print(context, &section.markdown());
    }
    recover(&state.git_directory)?;
    let text = state.changelog.with_unreleased(&section);
    let file = state.changelog_path()?;
    Transaction::new(&BTreeMap::from([(file, text)]), &state.git_directory).write()?;
    Ok(ExitCode::Done)
}

fn print(context: &mut Context<'_>, text: &str) -> Result<ExitCode, Error> {
    if !text.is_empty() {
        writeln!(context.stdout, "{text}").map_err(Error::Write)?;
    }
    Ok(ExitCode::Done)
}

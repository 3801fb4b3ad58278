use std::path::Path;

use tempfile::TempDir;
use wheelpin_release::bump::{Project, Scratch, State};
use wheelpin_release::history::Head;

use crate::ExitCode;
use crate::commands::release::{ReleaseArgs, release};
use crate::context::Context;
use crate::error::Error;
use crate::release::options::Options;
use wheelpin_release::journal::Step;
pub(crate) async fn run(_a: &ReleaseArgs, _c: &mut Context<'_>) -> Result<ExitCode, Error> {
    Ok(ExitCode::Done)
}
pub(crate) async fn dry_run(_a: &ReleaseArgs, _c: &mut Context<'_>) -> Result<ExitCode, Error> {
    Ok(ExitCode::Done)
}

//! Parts of a plan that are built on several machines, and brought together as a store.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use wheelpin_process::run;

use crate::{Cell, Error, Interrupt, Plan, Stop, argv};

/// One of several parts of a plan that are about equally long.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Shard {
    /// From 1 on.
    pub number: usize,
    /// How many there are.
    pub of: usize,
}

impl Shard {
    /// Reads `2/3`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (number, of) = text.split_once('/')?;
        let shard = Self { number: number.parse().ok()?, of: of.parse().ok()? };
        (1..=shard.of).contains(&shard.number).then_some(shard)
    }

    /// Leaves its cells in a plan. Cells of one target stay together, since they have their
    /// dependencies in common; targets are dealt out in turn.
    pub fn apply(self, plan: &mut Plan) {
        let mut targets: Vec<String> = Vec::new();
        for cell in &plan.cells {
            if !targets.contains(&cell.target) {
                targets.push(cell.target.clone());
            }
        }
        let number = |cell: &Cell| targets.iter().position(|it| *it == cell.target).unwrap_or(0);
        plan.cells.retain(|cell| number(cell) % self.of == self.number - 1);
    }
}

/// The name of the file that says which paths a directory has.
const PATHS: &str = "wheelpin-paths";

/// Writes what a plan's cells have in the store into a directory that [`import`] reads: a binary
/// cache without signatures.
///
/// # Errors
///
/// [`Error::Copy`], with what Nix says, and [`Error::Interrupted`].
pub async fn export(plan: &Plan, directory: &Path, interrupt: &Interrupt) -> Result<(), Error> {
    let paths = paths(plan);
    let words: Vec<OsString> = paths.iter().map(Into::into).collect();
    copy(argv::copy_to(&address(directory, "?compression=none"), &words), interrupt).await?;
    let text: String = paths.iter().map(|path| format!("{path}\n")).collect();
    fs::write(directory.join(PATHS), text)
        .map_err(|error| Error::Copy { message: format!("{}: {error}", directory.display()) })
}

/// Takes what [`export`] wrote on another machine into the store of this one, as far as the plan has
/// it. Nix must trust the user.
///
/// # Errors
///
/// [`Error::Copy`], with what Nix says, and [`Error::Interrupted`].
pub async fn import(plan: &Plan, directory: &Path, interrupt: &Interrupt) -> Result<(), Error> {
    let text = fs::read_to_string(directory.join(PATHS)).unwrap_or_default();
    let own = paths(plan);
    // Of another plan nothing is wanted.
    let wanted = |line: &&str| own.iter().any(|path| path == line);
    let words: Vec<OsString> = text.lines().filter(wanted).map(Into::into).collect();
    if words.is_empty() {
        return Ok(());
    }
    copy(argv::copy_from(&address(directory, ""), &words), interrupt).await
}

fn paths(plan: &Plan) -> Vec<String> {
    let of = |cell: &Cell| {
        [&cell.output_path, &cell.findings_path, &cell.unchecked_path].map(Clone::clone)
    };
    plan.cells.iter().flat_map(of).flatten().collect()
}

fn address(directory: &Path, settings: &str) -> OsString {
    let absolute = std::path::absolute(directory).unwrap_or_else(|_| directory.into());
    let mut address = OsString::from("file://");
    address.push(absolute);
    address.push(settings);
    address
}

pub(crate) async fn copy(call: wheelpin_process::Call, interrupt: &Interrupt) -> Result<(), Error> {
    let finished = run(&call, interrupt)
        .await
        .map_err(|source| Error::Run { program: call.name(), source })?;
    if interrupt.stop() != Stop::Never {
        return Err(Error::Interrupted);
    }
    if finished.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&finished.stderr);
    Err(Error::Copy { message: wheelpin_dist::plain(said.trim()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shard_is_a_number_of_a_number() {
        assert_eq!(Shard::parse("2/3"), Some(Shard { number: 2, of: 3 }));
        for text in ["0/3", "4/3", "1/0", "1", "", "a/b", "-1/2", "1/2/3"] {
            assert_eq!(Shard::parse(text), None, "{text}");
        }
    }
}

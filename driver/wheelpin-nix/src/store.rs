use std::collections::{BTreeMap, BTreeSet};
use std::io;

use crate::{Derivation, Error, Interrupt, Plan, Stop, StorePath, argv};

/// Notes in a plan which wheels are in the store already.
///
/// # Errors
///
/// [`Error::Run`] and [`Error::Interrupted`].
pub async fn look_for_built(plan: &mut Plan, interrupt: &Interrupt) -> Result<(), Error> {
    let paths: Vec<&str> =
        plan.cells.iter().filter_map(|cell| cell.output_path.as_deref()).collect();
    let missing = missing(&paths, interrupt).await?;
    for cell in &mut plan.cells {
        cell.built = cell.output_path.as_ref().map(|path| !missing.contains(path));
    }
    Ok(())
}

/// Those of some store paths that are not in the store.
pub(crate) async fn missing(
    paths: &[&str],
    interrupt: &Interrupt,
) -> Result<BTreeSet<String>, Error> {
    if paths.is_empty() {
        return Ok(BTreeSet::new());
    }
    let call = argv::print_invalid(paths);
    let finished = wheelpin_process::run(&call, interrupt)
        .await
        .map_err(|source| Error::Run { program: call.name(), source })?;
    if interrupt.stop() != Stop::Never {
        return Err(Error::Interrupted);
    }
    Ok(String::from_utf8_lossy(&finished.stdout).lines().map(Into::into).collect())
}

/// Every derivation that each of some derivations is made with, itself among
/// them, from the .drv files of the store. What cannot be read has no inputs.
pub(crate) fn closures(roots: &[StorePath]) -> BTreeMap<StorePath, BTreeSet<StorePath>> {
    let mut inputs: BTreeMap<StorePath, Vec<StorePath>> = BTreeMap::new();
    let closure = |root: &StorePath| {
        let mut found = BTreeSet::from([root.clone()]);
        let mut next = vec![root.clone()];
        while let Some(derivation) = next.pop() {
            let inputs = inputs
                .entry(derivation.clone())
                .or_insert_with(|| read_inputs(&derivation).unwrap_or_default());
            for input in inputs {
                if found.insert(input.clone()) {
                    next.push(input.clone());
                }
            }
        }
        found
    };
    let closures = roots.iter().map(closure).collect::<Vec<_>>();
    roots.iter().cloned().zip(closures).collect()
}

/// The derivations that a derivation is made with directly.
pub(crate) fn read_inputs(derivation: &StorePath) -> io::Result<Vec<StorePath>> {
    Ok(read_derivation(derivation)?.input_derivations.into_keys().collect())
}

/// Reads a `.drv` file of the store.
pub(crate) fn read_derivation(derivation: &StorePath) -> io::Result<Derivation> {
    let content = std::fs::read(derivation.as_str())?;
    Derivation::parse(&content).map_err(io::Error::other)
}

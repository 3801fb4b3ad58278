use std::collections::BTreeSet;
use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::path::{Path, PathBuf};

use wheelpin_process::Call;

use crate::aggregate::aggregate;
use crate::build::BuildEvent;
use crate::realise::{instantiate, realise, realise_by};
use crate::shard::copy;
use crate::store::missing;
use crate::unchecked::parts;
use crate::{BuildSettings, Error, Failure, Interrupt, Plan, StorePath, Unchecked, argv};

/// A store of its own below a directory, in which the same derivations are built again: nothing of
/// the project is in it but its source. Its paths are those of the first (`/nix/store/…`), as
/// builds see them.
#[derive(Clone, Debug)]
pub struct SecondStore {
    root: PathBuf,
    built: StorePath,
    own: BTreeSet<StorePath>,
}

/// What is otherwise than at the first build.
#[derive(Clone, Debug, Default)]
pub struct Varied {
    /// A program, with its first arguments, that runs the program that follows.
    pub wrapper: Vec<OsString>,
    /// Options of Nix, by name.
    pub options: Vec<(String, String)>,
}

impl SecondStore {
    /// Makes the store in an empty directory and copies what files are built with. With `toolchain`
    /// the toolchain is built again as well, from files that are pinned by their hash.
    ///
    /// # Errors
    ///
    /// [`Error::Copy`] with what Nix says, [`Error::Run`] and [`Error::Interrupted`]; those of a
    /// build, where something is not in the first store any more.
    pub async fn fill(
        root: &Path,
        files: &[Unchecked],
        toolchain: bool,
        interrupt: &Interrupt,
    ) -> Result<Self, Error> {
        let parts = parts(files, toolchain)?;
        let outputs: Vec<&str> = parts.others.keys().map(StorePath::as_str).collect();
        let missing = missing(&outputs, interrupt).await?;
        let gone: Vec<(StorePath, StorePath)> = parts
            .others
            .iter()
            .filter(|(output, _)| missing.contains(output.as_str()))
            .map(|(output, derivation)| (derivation.clone(), output.clone()))
            .collect();
        if !gone.is_empty() {
            let options = BuildSettings::default().options(interrupt).await;
            let again = instantiate(&aggregate(&gone), interrupt).await?;
            realise(&again, &options, interrupt, |_| {}).await?;
        }
        let built = instantiate(&aggregate(&Unchecked::pairs(files)), interrupt).await?;
        let store = Self { root: root.into(), built, own: parts.own };
        let words: Vec<OsString> = outputs.iter().map(Into::into).collect();
        copy(argv::copy_to(&store.address(), &words), interrupt).await?;
        let derivations = [store.built.as_str().into()];
        copy(argv::copy_derivations_to(&store.address(), &derivations), interrupt).await?;
        Ok(store)
    }

    /// How many derivations are built in it.
    #[must_use]
    pub fn builds(&self) -> usize {
        self.own.len()
    }

    /// Where the file of an output is on this machine.
    #[must_use]
    pub fn path(&self, output: &StorePath) -> PathBuf {
        self.root.join(output.as_str().trim_start_matches('/'))
    }

    /// Builds the files that the store was filled for; gives what failed.
    ///
    /// # Errors
    ///
    /// As [`crate::Build::run`].
    pub async fn build(
        &self,
        plan: &Plan,
        files: &[Unchecked],
        settings: &BuildSettings,
        varied: &Varied,
        interrupt: &Interrupt,
        mut on_event: impl FnMut(&BuildEvent),
    ) -> Result<Vec<Failure>, Error> {
        let mut options = settings.options(interrupt).await;
        // Nothing comes from elsewhere, and nothing is built there.
        let here = [("substituters", ""), ("builders", ""), ("sandbox", "true")];
        let of_ours = here.map(|(name, value)| (name.to_owned(), value.to_owned()));
        for (name, value) in of_ours.into_iter().chain(varied.options.iter().cloned()) {
            options.retain(|(other, _)| *other != name);
            options.push((name, value));
        }
        on_event(&BuildEvent::Planned {
            name: plan.name.clone(),
            version: plan.version.clone(),
            files: files.len(),
            tests: 0,
            reused: 0,
            builds: self.own.clone(),
            fetches: BTreeSet::new(),
        });
        let call = self.call(&options, &varied.wrapper);
        let realised = realise_by(call, &self.built, interrupt, |event| {
            on_event(&BuildEvent::Nix(event.clone()));
        })
        .await?;
        Ok(realised.failures)
    }

    fn call(&self, options: &[(String, String)], wrapper: &[OsString]) -> Call {
        let mut call = argv::realise(&self.built, options);
        call.argv.extend(["--store".into(), self.address()]);
        if let Some((program, words)) = wrapper.split_first() {
            let mut argv = words.to_vec();
            argv.push(std::mem::replace(&mut call.program, program.clone()));
            argv.append(&mut call.argv);
            call.argv = argv;
        }
        call
    }

    /// As Nix is told of it: a store whose directory is `/nix/store` for builds, and below `root`
    /// for everybody else.
    fn address(&self) -> OsString {
        let root = std::path::absolute(&self.root).unwrap_or_else(|_| self.root.clone());
        let mut address = b"local?root=".to_vec();
        for byte in root.as_os_str().as_bytes() {
            match byte {
                // What ends a value, and what begins an escape.
                b'&' => address.extend(b"%26"),
                b'%' => address.extend(b"%25"),
                _ => address.push(*byte),
            }
        }
        OsString::from_vec(address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_program_runs_nix() {
        let built = StorePath::parse("/nix/store/00000000000000000000000000000000-a.drv").unwrap();
        let store = SecondStore { root: "/second".into(), built, own: BTreeSet::new() };
        let call = store.call(&[], &["wheelpin".into(), "varied".into(), "--".into()]);
        assert_eq!(call.program, "wheelpin");
        assert_eq!(call.argv[..4], ["varied", "--", "nix-store", "--realise"]);
        assert_eq!(call.argv[call.argv.len() - 2..], ["--store", "local?root=/second"]);
        assert_eq!(store.call(&[], &[]).program, "nix-store");
    }

    #[test]
    fn a_place_is_one_value_of_the_address() {
        let built = StorePath::parse("/nix/store/00000000000000000000000000000000-a.drv").unwrap();
        let store = SecondStore { root: "/a&b=100%?".into(), built, own: BTreeSet::new() };
        assert_eq!(store.address(), "local?root=/a%26b=100%25?");
    }

    #[test]
    fn files_are_found_below_the_second_store() {
        let built = StorePath::parse("/nix/store/00000000000000000000000000000000-a.drv").unwrap();
        let store = SecondStore {
            root: "/second".into(),
            built: built.clone(),
            own: BTreeSet::from([built.clone()]),
        };
        let path = "/second/nix/store/00000000000000000000000000000000-a.drv";
        assert_eq!(store.path(&built), Path::new(path));
        assert_eq!(store.builds(), 1);
    }
}

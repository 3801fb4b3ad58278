use std::collections::BTreeSet;
use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::path::{Path, PathBuf};

use wheelpin_process::Call;

use crate::aggregate::{aggregate, aggregate_outputs};
use crate::build::BuildEvent;
use crate::realise::{instantiate, realise, realise_by};
use crate::shard::copy;
use crate::store::missing;
use crate::unchecked::parts;
use crate::{BuildSettings, Error, Failure, Interrupt, Plan, Stop, StorePath, Unchecked, argv};

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

impl Varied {
    /// Why Nix cannot be run so, in the words of what should run it; none where it can.
    ///
    /// # Errors
    ///
    /// [`Error::Run`] and [`Error::Interrupted`].
    pub async fn refused(&self, interrupt: &Interrupt) -> Result<Option<String>, Error> {
        let mut call = argv::version();
        if !wrap(&mut call, &self.wrapper) {
            return Ok(None);
        }
        let finished = wheelpin_process::run(&call, interrupt)
            .await
            .map_err(|source| Error::Run { program: call.name(), source })?;
        if interrupt.stop() != Stop::Never {
            return Err(Error::Interrupted);
        }
        let said = String::from_utf8_lossy(&finished.stderr);
        let said: Vec<&str> = said.split_whitespace().collect();
        Ok((!finished.status.success()).then(|| said.join(" ")))
    }
}

impl SecondStore {
    /// Makes the store in an empty directory and copies what files are built with. With `toolchain`
    /// the toolchain is built again as well, from files that are pinned by their hash. What is not in
    /// the first store any more is made there anew; gives what of it failed.
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
    ) -> Result<Result<Self, Vec<Failure>>, Error> {
        let parts = parts(files, toolchain)?;
        let outputs: Vec<&str> = parts.others.keys().map(StorePath::as_str).collect();
        let missing = missing(&outputs, interrupt).await?;
        let gone = parts.others.iter().filter(|(output, _)| missing.contains(output.as_str()));
        let gone: Vec<_> =
            gone.map(|(output, (derivation, name))| (derivation, name.as_str(), output)).collect();
        if !gone.is_empty() {
            let options = BuildSettings::default().options(interrupt).await;
            let again = instantiate(&aggregate_outputs(gone.into_iter()), interrupt).await?;
            let realised = realise(&again, &options, interrupt, |_| {}).await?;
            if !realised.failures.is_empty() {
                return Ok(Err(realised.failures));
            }
        }
        let built = instantiate(&aggregate(&Unchecked::pairs(files)), interrupt).await?;
        let store = Self { root: root.into(), built, own: parts.own };
        let words: Vec<OsString> = outputs.iter().map(Into::into).collect();
        copy(argv::copy_to(&store.address(), &words), interrupt).await?;
        let derivations = [store.built.as_str().into()];
        copy(argv::copy_derivations_to(&store.address(), &derivations), interrupt).await?;
        Ok(Ok(store))
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
        wrap(&mut call, wrapper);
        call
    }

    /// The command line that shows a person the whole log of a derivation that was built in it.
    #[must_use]
    pub fn read_log(&self, derivation: &StorePath) -> String {
        let store = argv::quoted(&self.address().to_string_lossy());
        format!("{} --store {store}", argv::read_log(derivation))
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

/// Makes it a call of another program, if there is one, which runs what was called.
fn wrap(call: &mut Call, wrapper: &[OsString]) -> bool {
    let Some((program, words)) = wrapper.split_first() else { return false };
    let mut argv = words.to_vec();
    argv.push(std::mem::replace(&mut call.program, program.clone()));
    argv.append(&mut call.argv);
    call.argv = argv;
    true
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
        let log = "nix-store --read-log /nix/store/00000000000000000000000000000000-a.drv \
                   --store 'local?root=/a%26b=100%25?'";
        assert_eq!(store.read_log(&store.built), log);
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

use std::collections::{BTreeMap, BTreeSet};

use crate::aggregate::aggregate;
use crate::build::BuildEvent;
use crate::realise::{Outlook, instantiate, outlook, realise};
use crate::store::{missing, read_derivation};
use crate::wanted::Wanted;
use crate::{BuildSettings, Derivation, Error, Failure, Interrupt, Plan, StorePath};

/// A file as it comes out of the build, before its check: what two builds are compared by.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Unchecked {
    /// File name.
    pub file: String,
    /// Cell id; none for the source distribution.
    pub cell: Option<String>,
    /// The derivation that makes it.
    pub derivation: StorePath,
    /// Its store path, a directory with the file.
    pub output: StorePath,
}

impl Unchecked {
    /// The wheels of a plan, and its source distribution.
    ///
    /// # Errors
    ///
    /// [`Error::OldLibrary`] for a plan that does not say where they are.
    pub fn of(plan: &Plan, sdist: bool) -> Result<Vec<Self>, Error> {
        let old = || Error::OldLibrary { project: plan.name.clone() };
        let mut files = Vec::new();
        for wanted in Wanted::of(plan, sdist)? {
            let output = wanted.unchecked.clone().ok_or_else(old)?;
            let derivation = maker(&wanted.derivation, &output).ok_or_else(old)?;
            files.push(Self { file: wanted.file, cell: wanted.cell, derivation, output });
        }
        Ok(files)
    }

    pub(crate) fn pairs(files: &[Self]) -> Vec<(StorePath, StorePath)> {
        files.iter().map(|file| (file.derivation.clone(), file.output.clone())).collect()
    }
}

/// The derivation, among those that another is made with, that makes an output.
fn maker(above: &StorePath, output: &StorePath) -> Option<StorePath> {
    let mut seen = BTreeSet::new();
    let mut next = vec![above.clone()];
    while let Some(path) = next.pop() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let derivation = read_derivation(&path).ok()?;
        if derivation.outputs.values().any(|it| it.path.as_ref() == Some(output)) {
            return Some(path);
        }
        // The check of a file needs it and the checker, and those of the checker are many.
        next.extend(derivation.input_derivations.into_keys());
    }
    None
}

/// Builds files in the store that they are planned for; gives what failed.
///
/// # Errors
///
/// As [`crate::Build::run`].
pub async fn build_unchecked(
    plan: &Plan,
    files: &[Unchecked],
    settings: &BuildSettings,
    interrupt: &Interrupt,
    mut on_event: impl FnMut(&BuildEvent),
) -> Result<Vec<Failure>, Error> {
    let options = settings.options(interrupt).await;
    let root = instantiate(&aggregate(&Unchecked::pairs(files)), interrupt).await?;
    let Outlook { mut builds, fetches } = outlook(&root, &options, interrupt).await?;
    builds.remove(&root);
    let outputs: Vec<&str> = files.iter().map(|file| file.output.as_str()).collect();
    let missing = missing(&outputs, interrupt).await?;
    on_event(&BuildEvent::Planned {
        name: plan.name.clone(),
        version: plan.version.clone(),
        files: files.len(),
        tests: 0,
        reused: files.len() - missing.len(),
        builds,
        fetches,
    });
    if missing.is_empty() {
        return Ok(Vec::new());
    }
    let realised =
        realise(&root, &options, interrupt, |event| on_event(&BuildEvent::Nix(event.clone())))
            .await?;
    Ok(realised.failures)
}

/// Derivations of a project: its crates vendored and compiled, its files packed; and the outputs
/// of others that those are made with.
pub(crate) struct Parts {
    /// Of the project, all of which are built again.
    pub(crate) own: BTreeSet<StorePath>,
    /// Outputs of others that those need, with their derivations and what they are called there.
    pub(crate) others: BTreeMap<StorePath, (StorePath, String)>,
}

/// What names of derivations of a project begin with; those of the files themselves aside.
const OWN: [&str; 5] = [
    "wheelpin-linked-",
    "wheelpin-dependencies-",
    "wheelpin-sdist-",
    "wheelpin-stub-",
    "wheelpin-vendor-",
];

/// Splits what files are made with. With `toolchain` everything is the project's that is not pinned
/// by the hash of its content.
///
/// # Errors
///
/// [`Error::Nix`] with the derivation that cannot be read.
pub(crate) fn parts(files: &[Unchecked], toolchain: bool) -> Result<Parts, Error> {
    parts_of(files, toolchain, |path| {
        read_derivation(path).map_err(|error| Error::Nix {
            message: format!("{} cannot be read: {error}", path.as_str()),
        })
    })
}

fn parts_of(
    files: &[Unchecked],
    toolchain: bool,
    read: impl Fn(&StorePath) -> Result<Derivation, Error>,
) -> Result<Parts, Error> {
    let roots: BTreeSet<&StorePath> = files.iter().map(|file| &file.derivation).collect();
    let mut parts = Parts { own: BTreeSet::new(), others: BTreeMap::new() };
    let mut seen = BTreeSet::new();
    let mut next: Vec<(StorePath, Vec<String>)> =
        roots.iter().map(|root| ((*root).clone(), Vec::new())).collect();
    while let Some((path, names)) = next.pop() {
        if parts.own.contains(&path) || !seen.insert((path.clone(), names.clone())) {
            continue;
        }
        let derivation = read(&path)?;
        let is_pinned = derivation.outputs.values().any(|output| !output.hash.is_empty());
        let is_named = OWN.iter().any(|name| path.name().starts_with(name));
        if roots.contains(&path) || (!is_pinned && (toolchain || is_named)) {
            parts.own.insert(path);
            next.extend(derivation.input_derivations);
        } else {
            // A package of nixpkgs has more outputs (its documentation, say) than anybody needs.
            for (name, output) in derivation.outputs {
                if let Some(output) = output.path.filter(|_| names.contains(&name)) {
                    parts.others.insert(output, (path.clone(), name));
                }
            }
        }
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A store path with a digest of one digit.
    fn path(digit: char, name: &str) -> StorePath {
        let digits = digit.to_string().repeat(32);
        StorePath::parse(&format!("/nix/store/{digits}-{name}")).unwrap()
    }

    #[test]
    fn what_files_are_made_with_is_the_projects_or_an_output_that_something_names() {
        let read = |of: &StorePath| {
            let (outputs, inputs) = match of.name() {
                "a.whl.drv" => (
                    r#"("out","/nix/store/11111111111111111111111111111111-a.whl","","")"#,
                    r#"("/nix/store/22222222222222222222222222222222-wheelpin-vendor-git-b.drv",["out"]),("/nix/store/33333333333333333333333333333333-bash.drv",["out"])"#,
                ),
                "wheelpin-vendor-git-b.drv" => (
                    r#"("out","/nix/store/44444444444444444444444444444444-wheelpin-vendor-git-b","","")"#,
                    r#"("/nix/store/33333333333333333333333333333333-bash.drv",["dev"])"#,
                ),
                _ => (
                    r#"("dev","/nix/store/55555555555555555555555555555555-bash-dev","",""),("doc","/nix/store/66666666666666666666666666666666-bash-doc","",""),("out","/nix/store/77777777777777777777777777777777-bash","","")"#,
                    "",
                ),
            };
            let text = format!(r#"Derive([{outputs}],[{inputs}],[],"builtin","a",[],[])"#);
            Ok(Derivation::parse(text.as_bytes()).unwrap())
        };
        let file = Unchecked {
            file: "a.whl".into(),
            cell: None,
            derivation: path('0', "a.whl.drv"),
            output: path('1', "a.whl"),
        };
        let found = parts_of(std::slice::from_ref(&file), false, read).unwrap();
        let own = [path('0', "a.whl.drv"), path('2', "wheelpin-vendor-git-b.drv")];
        assert_eq!(found.own, own.into());
        let bash = path('3', "bash.drv");
        let others = [
            (path('5', "bash-dev"), (bash.clone(), "dev".to_owned())),
            (path('7', "bash"), (bash.clone(), "out".to_owned())),
        ];
        assert_eq!(found.others, others.into());
        // With the toolchain that is built again, too.
        let found = parts_of(std::slice::from_ref(&file), true, read).unwrap();
        assert!(found.own.contains(&bash) && found.others.is_empty());
    }

    #[test]
    fn a_derivation_that_cannot_be_read_is_told() {
        let derivation =
            StorePath::parse("/nix/store/00000000000000000000000000000000-a.drv").unwrap();
        let output = StorePath::parse("/nix/store/00000000000000000000000000000000-a").unwrap();
        let file = Unchecked { file: "a.whl".into(), cell: None, derivation, output };
        let error = parts(&[file], false).map(|parts| parts.own).unwrap_err();
        let told = "build: /nix/store/00000000000000000000000000000000-a.drv cannot be read: ";
        assert!(error.to_string().starts_with(told), "{error}");
    }
}

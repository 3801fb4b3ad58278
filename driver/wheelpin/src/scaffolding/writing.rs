use std::fs;
use std::io::Write;
use std::path::Path;

use wheelpin_init::ScaffoldFile;
use wheelpin_nix::Interrupt;
use wheelpin_process::{Call, run};
use wheelpin_release::git::{Git, argv};

use crate::error::Error;
use crate::scaffolding::detect::Detected;

/// Writes files below a root: each is whole or as it was. All are written beside their places
/// first, so that a full disk leaves none of them.
pub(crate) fn write(root: &Path, files: &[ScaffoldFile]) -> Result<(), Error> {
    let mut written = Vec::new();
    for file in files {
        let path = root.join(&file.path);
        let wrong = |source| Error::Init { path: path.clone(), source };
        let parent = path.parent().unwrap_or(root);
        is_plain(root, parent)?;
        fs::create_dir_all(parent).map_err(wrong)?;
        let mut partial = tempfile::NamedTempFile::new_in(parent).map_err(wrong)?;
        partial.write_all(file.text.as_bytes()).map_err(wrong)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&path).map_or(0o644, |it| it.permissions().mode());
            let permissions = fs::Permissions::from_mode(mode);
            partial.as_file().set_permissions(permissions).map_err(wrong)?;
        }
        written.push((partial, path));
    }
    for (partial, path) in written {
        partial.persist(&path).map_err(|error| Error::Init { path, source: error.error })?;
    }
    Ok(())
}

/// A directory that is a link may lead out of the repository.
fn is_plain(root: &Path, directory: &Path) -> Result<(), Error> {
    for above in directory.ancestors().take_while(|it| *it != root && it.starts_with(root)) {
        if fs::symlink_metadata(above).is_ok_and(|it| it.is_symlink()) {
            return Err(Error::IsLink { path: above.into() });
        }
    }
    Ok(())
}

/// What comes after writing: git and Nix are told of the files. What did not work is said, with
/// what to type.
pub(crate) async fn finish(
    root: &Path,
    files: &[ScaffoldFile],
    detected: &Detected,
    interrupt: &Interrupt,
) -> Vec<String> {
    let mut lines = Vec::new();
    let git = Git::new(root);
    let is_repository = git.run(&argv::common_directory()).is_ok();
    let mut paths: Vec<std::path::PathBuf> =
        files.iter().map(|it| it.path.clone().into()).collect();
    if let Some(lock) = &detected.lock {
        paths.push(lock.strip_prefix(root).unwrap_or(lock).into());
    }
    let known = |paths: &[std::path::PathBuf]| git.run(&argv::intend_to_add(paths));
    if is_repository && let Err(error) = known(&paths) {
        lines.push(format!(
            "note: git does not know the new files ({error}): git add them, Nix sees no others"
        ));
    }
    if root.join("flake.nix").is_file() && !root.join("flake.lock").exists() {
        match lock(root, interrupt).await {
            Ok(()) => {
                lines.push("new      flake.lock".into());
                if is_repository {
                    let _ = known(&["flake.lock".into()]);
                }
            }
            Err(said) => lines
                .push(format!("note: flake.lock could not be made ({said}); type: nix flake lock")),
        }
    }
    if !is_repository {
        lines.push("note: this is no git repository yet: git init, then commit all of it".into());
    }
    let project = wheelpin_nix::Project::new(&root.to_string_lossy());
    if project.is_ok_and(|project| project.other_flake().is_some()) {
        lines.push(format!(
            "note: flake.nix stays as it is, and the workflows need wheelpin in it: \
             inputs.wheelpin.url = \"{}\", and beside your outputs those of \
             wheelpin.lib.mkFlake {{ src = self;{} }}",
            detected.project.input,
            match detected.project.directory.as_str() {
                "" => String::new(),
                directory => format!(" project = \"{directory}\";"),
            }
        ));
    }
    lines.extend(others(root, files));
    lines.push("next: look at it, commit it, then".into());
    lines.push("  nix build .#wheels                     every wheel".into());
    lines.push(format!(
        "  nix run .#release -- --rehearse{}        the whole release, on this machine",
        match detected.project.directory.as_str() {
            "" => String::new(),
            directory => format!(" --project {directory}"),
        }
    ));
    lines.push(
        "  RELEASING.md                           what to set up once, with values to type".into(),
    );
    lines
}

/// What other workflows of the project want: one that publishes too would publish twice, and
/// their actions are not locked yet.
fn others(root: &Path, files: &[ScaffoldFile]) -> Vec<String> {
    let Ok(entries) = fs::read_dir(root.join(".github/workflows")) else { return Vec::new() };
    let mut names: Vec<String> = entries
        .flatten()
        .map(|entry| format!(".github/workflows/{}", entry.file_name().to_string_lossy()))
        .filter(|path| path.ends_with(".yml") || path.ends_with(".yaml"))
        .filter(|path| !files.iter().any(|file| file.path == *path))
        .collect();
    names.sort();
    let publishing =
        ["twine upload", "uv publish", "maturin publish", "maturin upload", "pypi-publish"];
    let mut lines = Vec::new();
    for path in &names {
        let text = fs::read_to_string(root.join(path)).unwrap_or_default();
        if !text.contains("wheelpin init") && publishing.iter().any(|words| text.contains(words)) {
            lines.push(format!("note: {path} publishes too: delete it before the first release"));
        }
    }
    if !names.is_empty() {
        lines.push("note: for the actions of the other workflows: wheelpin pins lock".into());
    }
    lines
}

/// Lets Nix write flake.lock.
async fn lock(root: &Path, interrupt: &Interrupt) -> Result<(), String> {
    let argv = ["--extra-experimental-features", "nix-command flakes", "flake", "lock"];
    let call = Call {
        program: "nix".into(),
        argv: argv.map(Into::into).into(),
        directory: Some(root.into()),
        ..Call::default()
    };
    let finished = run(&call, interrupt).await.map_err(|error| error.to_string())?;
    if finished.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&finished.stderr).into_owned();
    let line = said.lines().find(|line| line.contains("error:")).unwrap_or("Nix failed");
    Err(wheelpin_dist::plain(line.trim()))
}

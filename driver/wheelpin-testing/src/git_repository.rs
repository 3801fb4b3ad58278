use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The first commit's time, in seconds since 1970; each later one is a minute later.
const START: u64 = 1_700_000_000;

/// A git repository that is made for a test, always with the same hashes.
pub struct GitRepository {
    directory: PathBuf,
    clock: Cell<u64>,
}

impl GitRepository {
    /// A new one with a branch `main`.
    pub fn new(directory: impl Into<PathBuf>) -> Self {
        let directory = directory.into();
        fs::create_dir_all(&directory).unwrap();
        let repository = Self { directory, clock: Cell::new(START) };
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository
    }

    /// A directory that is one already.
    pub fn at(directory: impl Into<PathBuf>) -> Self {
        Self { directory: directory.into(), clock: Cell::new(START + 60_000) }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.directory
    }

    /// A commit that changes nothing.
    pub fn commit(&self, message: &str) -> &Self {
        self.git(&[
            "commit",
            "--quiet",
            "--allow-empty",
            "--allow-empty-message",
            "--message",
            message,
        ]);
        self
    }

    /// A commit that writes a file.
    pub fn write(&self, path: &str, content: &str, message: &str) -> &Self {
        let file = self.directory.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, content).unwrap();
        self.git(&["add", "--all"]);
        self.commit(message)
    }

    /// A tag of the newest commit.
    pub fn tag(&self, name: &str) -> &Self {
        self.git(&["tag", name]);
        self
    }

    /// A new branch from here, checked out.
    pub fn branch(&self, name: &str) -> &Self {
        self.git(&["checkout", "--quiet", "-b", name]);
        self
    }

    /// What is checked out from now on.
    pub fn checkout(&self, name: &str) -> &Self {
        self.git(&["checkout", "--quiet", name]);
        self
    }

    /// A merge of a branch into this one.
    pub fn merge(&self, name: &str, message: &str) -> &Self {
        self.git(&["merge", "--quiet", "--no-ff", "--message", message, name]);
        self
    }

    /// Runs git, which must succeed; gives what it writes.
    #[track_caller]
    pub fn git(&self, arguments: &[&str]) -> String {
        let time = self.clock.replace(self.clock.get() + 60);
        #[expect(clippy::disallowed_methods, reason = "git makes what is tested")]
        let mut command = Command::new("git");
        let output = command
            .args([
                "-c",
                "user.name=Zoë",
                "-c",
                "user.email=zoe@example.org",
                "-c",
                "tag.gpgSign=false",
            ])
            .args(arguments)
            .current_dir(&self.directory)
            .env("GIT_AUTHOR_DATE", format!("{time} +0000"))
            .env("GIT_COMMITTER_DATE", format!("{time} +0000"))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env_remove("GIT_DIR")
            .env_remove("GIT_WORK_TREE")
            .env_remove("GIT_INDEX_FILE")
            .output()
            .unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?}: {stderr}");
        String::from_utf8(output.stdout).unwrap()
    }
}

//! A project with a remote, and an index that keeps PyPI's rules: what tests of releases share.

use std::collections::BTreeMap;
use std::fs;

use serde_json::{Value, json};
use tempfile::NamedTempFile;
use tokio::runtime::{Builder, Runtime};
use wheelpin_attest::{Attestation, Kind};
use wheelpin_index::{Server, Settings};
use wheelpin_testing::GitRepository;

use crate::sample::Run;
use crate::test::{Ran, Test};

pub(crate) const PYPROJECT: &str = "[project]\nname = 'sample'\ndynamic = ['version']\n";
pub(crate) const CARGO: &str = "[package]\nname = \"sample\"\nversion = \"0.9.0\"\n";

/// An index in a thread of its own.
pub(crate) struct Index {
    pub(crate) server: Server,
    sigstore: NamedTempFile,
    _runtime: Runtime,
}

impl Index {
    pub(crate) fn new() -> Self {
        let mut settings = Settings::for_project("sample", "acme/sample", "release.yml");
        // Uploads are a program's that sends the first file alone.
        settings.race = Some(500);
        Self::with(settings)
    }

    pub(crate) fn with(settings: Settings) -> Self {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let server = runtime.block_on(Server::start(settings)).unwrap();
        let trusted_root: Value = serde_json::from_str(server.trusted_root()).unwrap();
        let instance = json!({
            "fulcio": server.fulcio_url(), "rekor": server.rekor_url(), "trustedRoot": trusted_root,
        });
        let sigstore = NamedTempFile::new().unwrap();
        fs::write(&sigstore, instance.to_string()).unwrap();
        Self { server, sigstore, _runtime: runtime }
    }

    /// Where it stands how files are attested.
    pub(crate) fn sigstore(&self) -> &str {
        self.sigstore.path().to_str().unwrap()
    }

    /// Names of the files that it has.
    pub(crate) fn files(&self) -> Vec<String> {
        self.attested().into_keys().collect()
    }

    /// Names of the files that it has, and what is attested of each.
    pub(crate) fn attested(&self) -> BTreeMap<String, Vec<Attestation>> {
        let state = self.server.state();
        let of = |value: &Value, list: &str| value[list].as_array().cloned().unwrap_or_default();
        let releases: Vec<Value> =
            of(&state, "projects").iter().flat_map(|it| of(it, "releases")).collect();
        let files = releases.iter().flat_map(|release| of(release, "files"));
        let attested = files.map(|file| {
            let bundle = &file["provenance"]["attestation_bundles"][0];
            let read = |it: &Value| Attestation::from_json(it.to_string().as_bytes()).unwrap();
            let attestations = of(bundle, "attestations").iter().map(read).collect();
            (file["name"].as_str().unwrap().to_owned(), attestations)
        });
        attested.collect()
    }
}

pub(crate) const FILES: [&str; 3] = [
    "sample-1.0-cp311-abi3-manylinux_2_28_x86_64.whl",
    "sample-1.0-cp311-abi3-win_amd64.whl",
    "sample-1.0.tar.gz",
];

pub(crate) fn all_built() -> Run {
    Run::default().linux().windows().sdist().release()
}

/// A project with a release 0.9.0 and a feature after it, and a remote.
pub(crate) fn place<const N: usize>(arguments: [&str; N]) -> (Test, GitRepository) {
    let test = Test::new(arguments)
        .sample(all_built())
        .sound_files()
        .content("pyproject.toml", PYPROJECT)
        .content("Cargo.toml", CARGO)
        .content(".gitignore", "/dist\n");
    let git = GitRepository::new(test.path("work"));
    git.git(&["add", "--all"]);
    git.commit("feat: a").tag("v0.9.0").commit("feat: b");
    let remote = test.path("remote.git");
    let remote = remote.to_str().unwrap();
    git.git(&["init", "--quiet", "--bare", "--initial-branch=main", remote]);
    git.git(&["remote", "add", "origin", remote]);
    git.git(&["push", "--quiet", "origin", "main", "v0.9.0"]);
    (test, git)
}

/// With an identity for the index, as on GitHub Actions.
pub(crate) fn identified(test: Test, index: &Index) -> Test {
    test.git()
        .variable("GITHUB_ACTIONS", "true")
        .variable("ACTIONS_ID_TOKEN_REQUEST_URL", &index.server.issuer_url())
        .variable("ACTIONS_ID_TOKEN_REQUEST_TOKEN", index.server.issuer_bearer())
}

/// The arguments that all have in common.
macro_rules! arguments {
    ($index:expr, $($more:expr),*) => {
        [
            "release",
            "--index",
            &$index.server.upload_url(),
            "--simple",
            &$index.server.simple_url(),
            "--sigstore",
            $index.sigstore(),
            "--skip-test",
            "no Python is needed here",
            $($more),*
        ]
    };
}

pub(crate) fn git_of(ran: &Ran) -> GitRepository {
    GitRepository::at(ran.path("work"))
}

pub(crate) fn remote(ran: &Ran, reference: &str) -> String {
    let path = ran.path("remote.git");
    git_of(ran).git(&["ls-remote", path.to_str().unwrap(), reference])
}

/// What must be so after a release, however it came to be.
pub(crate) fn assert_released(ran: &Ran, index: &Index) {
    assert_eq!(index.files(), FILES, "{}", ran.stderr);
    let git = git_of(ran);
    let commit = git.git(&["rev-parse", "v1.0.0^{commit}"]);
    assert!(remote(ran, "refs/tags/v1.0.0^{}").starts_with(commit.trim()), "{}", ran.stderr);
    assert!(remote(ran, "refs/heads/main").starts_with(commit.trim()), "{}", ran.stderr);
    assert_eq!(git.git(&["rev-parse", "HEAD"]), commit);
    assert_eq!(git.git(&["status", "--porcelain"]), "");
    assert_eq!(
        git.git(&["log", "--format=%s", "v0.9.0..HEAD"]),
        "chore(release): v1.0.0\nfeat: b\n"
    );
    let journal = ran.read("work/dist/wheelpin-journal.jsonl");
    assert!(journal.trim_end().ends_with(r#""event":"complete"}"#), "{journal}");
    for file in FILES {
        let uploaded = format!(r#""event":"uploaded","file":"{file}""#);
        assert!(journal.contains(&uploaded), "{journal}");
    }
    for (file, attestations) in index.attested() {
        // The index looked who signed what.
        let kinds: Vec<Kind> =
            attestations.iter().map(|it| it.statement().unwrap().kind()).collect();
        assert_eq!(kinds, [Kind::Publish, Kind::Provenance], "{file}: {}", ran.stderr);
    }
}

pub(crate) use arguments;

/// No token stands in anything that was written.
pub(crate) fn assert_no_secrets(ran: &Ran) {
    let outside = |text: &str| {
        let lines = text.lines().filter(|line| !line.starts_with("::add-mask::"));
        lines.collect::<Vec<_>>().join("\n")
    };
    let mut texts = vec![outside(&ran.stdout), outside(&ran.stderr)];
    for name in ran.names("work/dist") {
        if !FILES.contains(&name.as_str()) && !name.ends_with(".bundle") {
            texts.push(ran.read(&format!("work/dist/{name}")));
        }
    }
    for text in texts {
        // Identity tokens are JSON Web Tokens, of parts that begin with a brace, as base64; the
        // index's begin with its name.
        assert!(!text.contains(".eyJ") && !text.contains("pypi-"), "{text}");
    }
}

/// With a token for the index's fake of GitHub.
pub(crate) fn announced(test: Test, index: &Index) -> Test {
    identified(test, index)
        .variable("GITHUB_API_URL", &index.server.github_url())
        .variable("GITHUB_REPOSITORY", "acme/sample")
        .variable("GITHUB_TOKEN", "ghs_0123456789")
}

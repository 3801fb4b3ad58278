use std::io;
use std::path::PathBuf;

use miette::Diagnostic;

#[cfg(feature = "release")]
use crate::ExitCode;
use crate::ui::count::Count;

/// Why a command failed. Messages read after "failed to".
#[derive(Debug, Diagnostic, thiserror::Error)]
#[cfg_attr(
    not(feature = "release"),
    expect(
        dead_code,
        reason = "one list of errors for both programs; the small one makes few of them"
    )
)]
pub(crate) enum Error {
    #[error(transparent)]
    #[diagnostic(transparent)]
    Check(#[from] wheelpin_wheel::Error),

    #[error("read [tool.wheelpin.check] in {}", path.display())]
    #[diagnostic(help(
        "its keys are in docs/configuration.md; a rule is ignored so: ignore.RULE = \"WHY\""
    ))]
    CheckSettings { path: PathBuf, source: Box<dyn std::error::Error + Send + Sync> },

    #[error("read the plan {}", path.display())]
    #[diagnostic(help("write one with: wheelpin plan --json > plan.json"))]
    PlanFile { path: PathBuf, source: Box<dyn std::error::Error + Send + Sync> },

    #[error("read {}", path.display())]
    #[diagnostic(help("wheelpin bump writes it with the next release"))]
    Changelog { path: PathBuf, source: io::Error },

    #[error("find a section {version} with text in {}", path.display())]
    #[diagnostic(help("sections begin so: ## [{version}] - 2026-01-31"))]
    NoSection { version: String, path: PathBuf },

    #[cfg(feature = "release")]
    #[error(transparent)]
    #[diagnostic(transparent)]
    Release(#[from] wheelpin_release::Error),

    #[cfg(feature = "release")]
    #[error("run a program as on another machine")]
    #[diagnostic(help("leave that out: --vary directory"))]
    Varied { source: wheelpin_vary::Error },

    #[cfg(feature = "release")]
    #[error("run Nix as on another machine: {why}")]
    #[diagnostic(help("leave that out: --vary directory"))]
    NotVaried { why: String },

    #[error("read {}", path.display())]
    #[diagnostic(help("look whether it is there, and may be read"))]
    NotRead { path: PathBuf, source: io::Error },

    #[error("compare with {}: it is no wheel and no sdist by its name", path.display())]
    #[diagnostic(help(
        "name a .whl, a .tar.gz or a directory of them: wheelpin reproduce --against dist/"
    ))]
    NoDistribution { path: PathBuf },

    #[error("compare with {asked}: {counterpart} is left out")]
    #[diagnostic(help("leave --only, --except and --no-sdist out, or choose its cell"))]
    NotChosen { asked: String, counterpart: String },

    #[error("make a second store in {}: it is not empty", path.display())]
    #[diagnostic(help("name a directory that is new, or leave --store out"))]
    NotEmpty { path: PathBuf },

    #[error("find {name} {version} on {index}")]
    #[diagnostic(help("look for its versions: wheelpin reproduce --against INDEX:NAME==VERSION"))]
    NoRelease { index: String, name: String, version: String },

    #[error("find the source of {name} {version}: {index} has no sdist of it")]
    #[diagnostic(help("name a directory with its source: wheelpin reproduce DIR --against …"))]
    NoSdist { index: String, name: String, version: String },

    #[error("unpack the sdist")]
    #[diagnostic(help("name a directory with the source: wheelpin reproduce DIR --against …"))]
    Sdist { source: io::Error },

    #[error("compare with {asked}: the project is {is}")]
    #[diagnostic(help(
        "check out the commit of that release, or leave the project out: its sdist is taken then"
    ))]
    OtherSource { asked: String, is: String },

    #[error("reproduce {differing} of {total}")]
    #[diagnostic(help("causes stand above; the next thing to do is beside each"))]
    Irreproducible { differing: usize, total: Count },

    #[cfg(feature = "release")]
    #[error(transparent)]
    #[diagnostic(transparent)]
    Doctor(#[from] wheelpin_doctor::Error),

    #[cfg(feature = "release")]
    #[error(transparent)]
    #[diagnostic(transparent)]
    Cost(#[from] wheelpin_cost::Error),

    #[error("read [tool.wheelpin.cost] in {}", path.display())]
    #[diagnostic(help(
        "its keys are in docs/costs.md; a price per minute is written so: runners.\"LABEL\" = 0.006"
    ))]
    CostSettings { path: PathBuf, source: Box<dyn std::error::Error + Send + Sync> },

    #[error("read the runs in {}", path.display())]
    #[diagnostic(help("write it with: gh run view RUN --json jobs > {}", path.display()))]
    CostFile { path: PathBuf, source: io::Error },

    #[cfg(feature = "release")]
    #[error(transparent)]
    #[diagnostic(transparent)]
    Diff(#[from] wheelpin_diff::Error),

    #[error("read the advice {}", path.display())]
    #[diagnostic(help("write one with: wheelpin diff BEFORE AFTER --json > diff.json"))]
    Advice { path: PathBuf, source: Box<dyn std::error::Error + Send + Sync> },

    #[error("find a wheel in {}", path.display())]
    #[diagnostic(help("name wheels, or directories of them: wheelpin diff BEFORE.whl AFTER.whl"))]
    NothingToCompare { path: PathBuf },

    #[error(transparent)]
    #[diagnostic(transparent)]
    Test(#[from] wheelpin_test::Error),

    #[error("read [tool.wheelpin.test] in {}", path.display())]
    #[diagnostic(help("its keys are in docs/configuration.md"))]
    TestSettings { path: PathBuf, source: Box<dyn std::error::Error + Send + Sync> },

    #[error("pass {failed} of {total}")]
    #[diagnostic(help(
        "what went wrong stands above, with what to do; --require none takes it as it is"
    ))]
    Tests { failed: usize, total: Count },

    #[error("test everything: {not_run} could not be run")]
    #[diagnostic(help(
        "--require runnable asks only for what this machine can run; on other machines: \
         wheelpin test --from dist/"
    ))]
    NotTested { not_run: Count },

    #[error("run wheels that are for this machine in any Python")]
    #[diagnostic(help(
        "install a Python that they are for (see above), or take it as it is: --require none\n{wheels}"
    ))]
    Idle { wheels: String },

    #[error("run every wheel somewhere")]
    #[diagnostic(help(
        "test these on the systems that they are for, and bring the results together: \
         wheelpin test --merge PATH…\n{wheels}"
    ))]
    Nowhere { wheels: String },

    #[error("read {}", path.display())]
    #[diagnostic(help("name a wheel, or a directory of wheels: wheelpin test dist/"))]
    NoSuchWheel { path: PathBuf, source: io::Error },

    #[error("find a wheel in {}", path.display())]
    #[diagnostic(help("build first (wheelpin build), or name wheels: wheelpin test FILE…"))]
    NoWheels { path: PathBuf },

    #[error("test {}: it is no wheel (.whl)", path.display())]
    #[diagnostic(help(
        "name wheels, or directories of them; those of an sdist are made by: wheelpin build"
    ))]
    NoWheel { path: PathBuf },

    #[error("find {}, which {by} names", path.display())]
    #[diagnostic(help("name what is there: {wanted}"))]
    NoSuchPath { path: PathBuf, by: &'static str, wanted: &'static str },

    #[error("record the results: cannot write {}", path.display())]
    #[diagnostic(help(
        "the results above are not in the manifest: make the directory writable and type it again"
    ))]
    NotRecorded { path: PathBuf, source: io::Error },

    #[error("find tests of these wheels in Nix")]
    #[diagnostic(help(
        "--nix is for wheels that `wheelpin build` made of the project as it is now (--project DIR), \
         and that a Python of the toolchain can run; leave it out, or build again"
    ))]
    NoNixTests,

    #[error("find the manifest {} in {}", wheelpin_dist::MANIFEST, directory.display())]
    #[diagnostic(help(
        "copy the whole directory that `wheelpin build` made; or without a manifest: wheelpin test {}",
        directory.display()
    ))]
    NoManifest { directory: PathBuf },

    #[error("find a release in the journal {}", path.display())]
    #[diagnostic(help(
        "name the wheelpin-journal.jsonl that `wheelpin release` wrote, or leave it out"
    ))]
    NoJournal { path: PathBuf },

    #[error("report {journal}, as {} says, with the files in {}, which are {manifest}", path.display(), directory.display())]
    #[diagnostic(help("name the journal of the same release, or leave it out"))]
    OtherJournal { path: PathBuf, directory: PathBuf, journal: String, manifest: String },

    #[error("write the report: cannot write {}", path.display())]
    #[diagnostic(help("make its directory writable, or name another with --out"))]
    ReportNotWritten { path: PathBuf, source: io::Error },

    #[error("find the manifest {}", path.display())]
    #[diagnostic(help("name a wheelpin.json that `wheelpin build` wrote, or a copy of it"))]
    NoManifestFile { path: PathBuf },

    #[error("find a {} in {}", wheelpin_dist::MANIFEST, directory.display())]
    #[diagnostic(help("copy there what other machines wrote, each into a directory of its own"))]
    NoManifests { directory: PathBuf },

    #[error("find a wheel of {} in {}", manifest.display(), directory.display())]
    #[diagnostic(help(
        "fetch what fits this machine: pip download --only-binary :all: --dest {} {project}=={version}",
        directory.display()
    ))]
    NoneOfManifest { manifest: PathBuf, directory: PathBuf, project: String, version: String },

    #[error("take {} for what was built: {} has another SHA-256", file.display(), manifest.display())]
    #[diagnostic(help(
        "it was {built} and is {found}. Is it whole? Fetch it again; if it stays so, whoever serves it \
         serves something else, and nobody should install it"
    ))]
    NotAsListed { file: PathBuf, manifest: PathBuf, built: String, found: String },

    #[error("take {} for what was built: {} does not have it", file.display(), manifest.display())]
    #[diagnostic(help(
        "it is of the same project, and not one of the files that were built: where does it come from?"
    ))]
    NotListed { file: PathBuf, manifest: PathBuf },

    #[error("take {} for what was built: the manifest beside it has another SHA-256", file.display())]
    #[diagnostic(help(
        "copy the directory again, whole; or test the file alone: wheelpin test FILE"
    ))]
    NotAsBuilt { file: PathBuf },

    #[error(transparent)]
    #[diagnostic(transparent)]
    Dist(#[from] wheelpin_dist::Error),

    #[cfg(feature = "release")]
    #[error(transparent)]
    #[diagnostic(transparent)]
    Nix(#[from] wheelpin_nix::Error),

    #[error("build {failed} of {total}")]
    #[diagnostic(help("{help}"))]
    Build { failed: usize, total: Count, help: String },

    #[error("pass {refused} of {total}")]
    #[diagnostic(help(
        "mend what is shown above, or say why it does not matter: [tool.wheelpin.check.ignore] \
         RULE = \"WHY\"; then type the same again"
    ))]
    Refused { refused: usize, total: Count },

    #[error("find a command called {name:?}")]
    #[diagnostic(help("commands are: {known}"))]
    Command { name: String, known: String },

    #[error("find what failed: there is no {} in {}", wheelpin_dist::MANIFEST, directory.display())]
    #[diagnostic(help("build once without --retry-failed, or name the directory with --out"))]
    NothingBuilt { directory: PathBuf },

    #[cfg(feature = "release")]
    #[error(transparent)]
    #[diagnostic(transparent)]
    Publish(#[from] wheelpin_publish::Error),

    #[cfg(feature = "release")]
    #[error(transparent)]
    #[diagnostic(transparent)]
    Attest(#[from] wheelpin_attest::Error),

    #[error("read which Sigstore to attest with in {}: {reason}", path.display())]
    #[diagnostic(help(
        "write its addresses and whom to trust: {{\"fulcio\": …, \"rekor\": …, \"trustedRoot\": {{…}}}}"
    ))]
    Sigstore { path: PathBuf, reason: String },

    #[error("attest files: nobody here can say who does")]
    #[diagnostic(help(
        "attest where trusted publishing gives an identity, in CI; or publish with --no-attestations"
    ))]
    NobodyAttests,

    #[cfg(feature = "release")]
    #[error(transparent)]
    #[diagnostic(transparent)]
    Rehearsal(#[from] wheelpin_index::Error),

    #[error("read certificates in {}", path.display())]
    #[diagnostic(help("name a file with certificates as PEM: -----BEGIN CERTIFICATE-----"))]
    Authority { path: PathBuf, source: io::Error },

    #[error("find a secret in the variable {variable}")]
    #[diagnostic(help(
        "set it in the environment of this program, and nowhere in the command line"
    ))]
    NoVariable { variable: String },

    #[error("publish to {index}: nobody here can say who publishes, and nothing was begun")]
    #[diagnostic(help(
        "to see that a release would work, type: wheelpin release --rehearse\n\
         to make it up to the tag here: wheelpin release --until tag\n\
         to publish, run it in CI, where trusted publishing gives an identity; the emergency way is \
         --token-from-env VARIABLE"
    ))]
    NobodyPublishes { index: String },

    #[cfg(feature = "release")]
    #[error("publish to {index}: it would not take this")]
    #[diagnostic(help("{help}"))]
    Preflight {
        index: String,
        exit_code: ExitCode,
        source: Box<dyn std::error::Error + Send + Sync>,
        help: String,
    },

    #[error("find on {index} what was sent")]
    #[diagnostic(help(
        "wait some minutes and type the same again: what is there already is not sent again"
    ))]
    NotThere { index: String, source: Box<dyn std::error::Error + Send + Sync> },

    #[error("find the right wheel on the index: {why}")]
    #[diagnostic(help(
        "look at the tags of the files: wheelpin check dist/; a wheel that is missing can be added \
         while the index takes files for this release"
    ))]
    WrongWheel { why: String },

    #[error("publish {}: {missing} of its files could not be built", directory.display())]
    #[diagnostic(help("build them first: wheelpin build --retry-failed"))]
    NotWhole { directory: PathBuf, missing: usize },

    #[error("speak with the forge, as [tool.wheelpin.release] says with forge = true or its mode")]
    #[diagnostic(help(
        "a token is needed in GITHUB_TOKEN, and the repository in GITHUB_REPOSITORY or as the remote's address"
    ))]
    NoForge,

    #[error("push to {remote}: there is no such remote")]
    #[diagnostic(help(
        "git remote add {remote} ADDRESS; or name another: [tool.wheelpin.release] remote = \"NAME\""
    ))]
    NoRemote { remote: String },

    #[error("find files to publish")]
    #[diagnostic(help("name wheels, sdists or directories of them; wheelpin build makes dist/"))]
    NoFiles,

    #[error("publish {one} and {other} as one release")]
    #[diagnostic(help("name the files of one version of one project"))]
    TwoReleases { one: String, other: String },

    #[error("know where to release to: no index is named")]
    #[diagnostic(help(
        "say --index pypi, or testpypi, or the address that takes uploads; or once and for all, in \
         pyproject.toml: [tool.wheelpin.release] index = \"pypi\""
    ))]
    NoIndex,

    #[error("find the project's name in {}", directory.display())]
    #[diagnostic(help("pyproject.toml says it: [project] name = \"…\""))]
    NoName { directory: PathBuf },

    #[error("find a commit for {tag}")]
    #[diagnostic(help("the journal lacks it: give the release up (wheelpin release --abort)"))]
    NoVersion { tag: String },

    #[error("find a tag on the commit that is checked out")]
    #[diagnostic(help(
        "with mode = \"tag\" a person tags: git tag --annotate {tag}, then type the same again"
    ))]
    NoTag { tag: String },

    #[error("build {wanted}: the plan of that commit says {built}")]
    #[diagnostic(help(
        "is the version in another file too? Name it in [tool.wheelpin.release] files, or check \
         with: wheelpin bump --check"
    ))]
    OtherVersion { built: String, wanted: String },

    #[error("find {file} among what was built")]
    #[diagnostic(help("type the same again; if it stays so, wheelpin build shows what happens"))]
    NotBuilt { file: String },

    #[error("build the same {file} again: it was {before} and is {now}")]
    #[diagnostic(help(
        "nothing more is published, since files of one release would not belong together. Was it \
         built by another wheelpin or on another system? Go on where it was built, or give it up: \
         wheelpin release --abort"
    ))]
    OtherBytes { file: String, before: String, now: String },

    #[error("release from here: {remote} has commits of {branch} that are not here")]
    #[diagnostic(help("git pull, then type the same again"))]
    Behind { remote: String, branch: String },

    #[error("tag the release: {remote} has another {tag}")]
    #[diagnostic(help(
        "a pushed tag is never moved. Is it an earlier release of this version? git fetch --tags, \
         then type the same again"
    ))]
    TagThere { remote: String, tag: String },

    #[error("push: {remote} has gone on, and nothing was changed there or here")]
    #[diagnostic(help(
        "git pull (the branch is {branch}), then type the same again: the version is worked out anew"
    ))]
    LostRace { remote: String, branch: String, source: Box<dyn std::error::Error + Send + Sync> },

    #[cfg(feature = "release")]
    #[error("find a release to go on with in {}", directory.display())]
    #[diagnostic(help(
        "wheelpin release begins one; the journal is called {}",
        wheelpin_release::journal::JOURNAL
    ))]
    NothingToResume { directory: PathBuf },

    #[error("release to {asked}: what was begun here goes to {begun}")]
    #[diagnostic(help("finish it, with --index {begun}; or give it up: wheelpin release --abort"))]
    OtherIndex { begun: String, asked: String },

    #[error("release this package: another release was begun here")]
    #[diagnostic(help(
        "finish it ({}), or use another directory: --out DIR",
        match begun { Some(name) => format!("--package {name}"), None => "without --package".into() }
    ))]
    OtherPackage { begun: Option<String> },

    #[error("find the release's commit {commit} here")]
    #[diagnostic(help(
        "copy {} from where it was begun, beside the files; or clone the repository whole", bundle.display()
    ))]
    CommitGone { commit: String, bundle: PathBuf },

    #[cfg(feature = "release")]
    #[error(transparent)]
    #[diagnostic(transparent)]
    Scaffold(#[from] wheelpin_init::Error),

    #[error("find all files as they were made: {files} differ")]
    #[diagnostic(help(
        "to make them anew: wheelpin init. What is yours stays so, and is then no longer compared, \
         if you take the first line out"
    ))]
    Drifted { files: Count },

    #[error("write {}", path.display())]
    #[diagnostic(help("give the directory more room or other rights, and type it again"))]
    Init { path: PathBuf, source: io::Error },

    #[error("go through {}: it is a symbolic link", path.display())]
    #[diagnostic(help(
        "put a file or directory of its own there: what a link leads to is not touched"
    ))]
    IsLink { path: PathBuf },

    #[error("give {} workflows: it is within the repository {}", path.display(), root.display())]
    #[diagnostic(help(
        "type: wheelpin init ROOT --project DIRECTORY, where ROOT is the repository's"
    ))]
    NotRoot { path: PathBuf, root: PathBuf },

    #[error("find a directory {}", path.display())]
    #[diagnostic(help("name the root of the project's repository"))]
    NoDirectory { path: PathBuf },

    #[error("read {}: it is no UTF-8", path.display())]
    #[diagnostic(help("write it in UTF-8"))]
    NotText { path: PathBuf },

    #[error("find {} below the root", path.display())]
    #[diagnostic(help("--project is a directory below DIR, without `..`"))]
    NotBelow { path: PathBuf },

    #[error("{}", which(directory, found))]
    #[diagnostic(help(
        "say which directory has the pyproject.toml: wheelpin init --project DIRECTORY"
    ))]
    WhichProject { directory: PathBuf, found: Vec<String> },

    #[error("find a Cargo.lock for {}: {said}", manifest.display())]
    #[diagnostic(help("make it, and commit it: cargo generate-lockfile"))]
    NoLock { manifest: PathBuf, said: String },

    #[error("take choices from the command line: {} has them", path.display())]
    #[diagnostic(help("change them there, under [tool.wheelpin.init], and type: wheelpin init"))]
    ChoicesStand { path: PathBuf },

    #[error("release without a yes")]
    #[diagnostic(help("nothing was done. Where nobody can answer: --yes"))]
    NotConfirmed,

    #[cfg(feature = "release")]
    #[error(transparent)]
    #[diagnostic(transparent)]
    Workflow(#[from] wheelpin_workflow::Error),

    #[error("find a rule called {id:?}")]
    #[diagnostic(help("{nearest}`wheelpin explain` lists all rules"))]
    UnknownRule { id: String, nearest: String },

    #[error("find a rule {id:?}")]
    #[diagnostic(help("rules are: {known}"))]
    NoSuchRule { id: String, known: String },

    #[error("ask {repositories}: {reason}")]
    #[diagnostic(help(
        "what is said above is not all: look at the network, a proxy or credentials of git, and type the \
         same again. Another server: --github ADDRESS; without network: wheelpin pins check"
    ))]
    Unanswered { repositories: String, reason: String },

    #[error("start")]
    #[diagnostic(help("the system has no more threads or files to give: end other programs"))]
    Runtime(#[source] io::Error),

    #[error("write to stdout")]
    #[diagnostic(help("is the disk full? Type: df -h"))]
    Write(#[source] io::Error),
}

/// What there is to choose from.
fn which(directory: &std::path::Path, found: &[String]) -> String {
    match found {
        [] => format!("find a project that maturin builds in {}", directory.display()),
        several => format!("choose between {}", several.join(", ")),
    }
}

use std::io;
use std::path::PathBuf;

use miette::Diagnostic;

use crate::error_text::{files_are, no_package, short};
use crate::git::GitFailed;
use crate::journal::JournalError;
use crate::version::{Range, Version, VersionError};

/// Why there is no version or changelog. Messages read after "failed to".
#[derive(Debug, Diagnostic, thiserror::Error)]
pub enum Error {
    /// `tag-format` cannot be.
    #[error("read tag-format = {format:?}: {reason}")]
    #[diagnostic(help("write, for example: tag-format = \"v{{version}}\""))]
    TagFormat {
        /// As given.
        format: String,
        /// What is wrong with it.
        reason: &'static str,
    },

    /// A journal cannot be read, written or taken.
    #[error("use the journal {}", path.display())]
    #[diagnostic(help(
        "if it is damaged, move it away: wheelpin release finds in tag and index what is left to do"
    ))]
    Journal {
        /// The journal.
        path: PathBuf,
        /// What is wrong with it.
        source: JournalError,
    },

    /// A setting cannot be.
    #[error("read {key} in [tool.wheelpin.release]: {reason}")]
    #[diagnostic(help("all keys, with examples, are in docs/configuration.md"))]
    Settings {
        /// The setting.
        key: String,
        /// What is wrong with it.
        reason: String,
    },

    /// The version exists already.
    #[error("release {version}: it exists already{places}")]
    #[diagnostic(help(
        "a version is used once, even if its release failed: leave --to out, or name a later one"
    ))]
    Exists {
        /// The version.
        version: Version,
        /// Where: see [`crate::release::Taken::places`].
        places: String,
    },

    /// The last release is on a commit that cannot be reached.
    #[error(
        "count the commits since {tag}: it is the tag of {}, which does not come before what is checked out",
        short(commit)
    )]
    #[diagnostic(help(
        "was the history written anew since? Bring the tag into it, without its files: git merge --strategy ours {tag}; or name the version: wheelpin bump --to VERSION"
    ))]
    Apart {
        /// The tag.
        tag: String,
        /// Its commit.
        commit: String,
    },

    /// A release was committed and not tagged.
    #[error("release the next version: the commit of {tag} is checked out, and has no such tag")]
    #[diagnostic(help(
        "a run ended in between? Tag it: git tag --annotate --message {tag} {tag}; or take it back: git reset --keep HEAD^"
    ))]
    NotTagged {
        /// The tag.
        tag: String,
    },

    /// There are tags of releases, of another form.
    #[error("find the tag of the last release: there is {tag}, and none like {wanted}")]
    #[diagnostic(help(
        "if {tag} is a release, write in pyproject.toml, under [tool.wheelpin.release]: tag-format = \"{format}\"; if not, name the version: wheelpin bump --to VERSION"
    ))]
    OtherTags {
        /// The newest of them.
        tag: String,
        /// A tag of the form that is looked for.
        wanted: String,
        /// Their form.
        format: String,
    },

    /// The remote has a release that is not known here.
    #[error("find the tag of the last release: {remote} has {tag}, and it is not here")]
    #[diagnostic(help("fetch the tags: git fetch --tags {remote}"))]
    TagNotHere {
        /// The tag.
        tag: String,
        /// The remote.
        remote: String,
    },

    /// The remote has commits that are not here.
    #[error("release from {branch}: {remote} has commits of it that are not here")]
    #[diagnostic(help("take them in: git pull --rebase {remote} {branch}"))]
    Behind {
        /// The branch.
        branch: String,
        /// The remote.
        remote: String,
    },

    /// An index cannot be asked without a name.
    #[error("ask an index for versions: the project in {} has no name", directory.display())]
    #[diagnostic(help("write it under [project] in pyproject.toml: name = \"sample\""))]
    NoName {
        /// Its directory.
        directory: PathBuf,
    },

    /// A maintenance branch would leave its range.
    #[error("release {version} here: this branch releases {range} only")]
    #[diagnostic(help(
        "release from another branch, or take the commits out that ask for more: \
         `git log` shows those with a ! or a footer BREAKING CHANGE, or features"
    ))]
    OutOfRange {
        /// The version.
        version: Version,
        /// The range.
        range: Range,
    },

    /// The version is not after the newest that can be reached.
    #[error(
        "release {version}: it is not after {newest}, the newest tag here, to both Cargo and Python"
    )]
    #[diagnostic(help(
        "name a later one with --to, or a later kind of pre-release with --pre: alpha, beta, rc"
    ))]
    NotAfter {
        /// The version.
        version: Version,
        /// The newest tag.
        newest: Version,
    },

    /// There is no git repository.
    #[error("find the git repository of {}", directory.display())]
    #[diagnostic(help(
        "versions come from commits and tags: git init, or name a directory of a clone"
    ))]
    NoRepository {
        /// The directory.
        directory: PathBuf,
        /// What the library says.
        source: Box<dyn std::error::Error + Send + Sync>,
    },

    /// Nothing is committed.
    #[error("read the history: there are no commits yet")]
    #[diagnostic(help("commit what there is: git add --all && git commit"))]
    NoCommits,

    /// Something in the repository cannot be read.
    #[error("read {what} of the git repository")]
    #[diagnostic(help(
        "git fsck says whether something in it is damaged; a clone without trees lacks what is needed: \
         git fetch --refetch --filter=blob:none; repositories that keep references as reftable are not read"
    ))]
    Repository {
        /// What.
        what: &'static str,
        /// What the library says.
        source: Box<dyn std::error::Error + Send + Sync>,
    },

    /// Commits since the last release are missing.
    #[error("read the commits since the last release: this is a shallow clone, which lacks some")]
    #[diagnostic(help(
        "fetch them and the tags: git fetch --unshallow --tags (in a workflow, actions/checkout with fetch-depth: 0)"
    ))]
    Shallow,

    /// A version is none.
    #[error(transparent)]
    #[diagnostic(help("versions look like 1.2.0, 1.2.0-beta.1 (Cargo) or 1.2.0b1 (Python)"))]
    Version(#[from] VersionError),

    /// A file cannot be read.
    #[error("read {}", path.display())]
    #[diagnostic(help("correct it, or make it readable: its version cannot be known without it"))]
    Read {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: Box<dyn std::error::Error + Send + Sync>,
    },

    /// A version is written with escapes or in more than one line.
    #[error("edit {}: the string {text:?} is written with escapes or over several lines", path.display())]
    #[diagnostic(help("write it plainly, in quotes on one line"))]
    Spelled {
        /// The file.
        path: PathBuf,
        /// The string.
        text: String,
    },

    /// A path leads out of the repository.
    #[error("read {}: it is outside the repository {}", path.display(), root.display())]
    #[diagnostic(help(
        "only files within the repository are committed with a version: replace the link by a file"
    ))]
    Outside {
        /// The file.
        path: PathBuf,
        /// The repository.
        root: PathBuf,
    },

    /// A file lacks the version that the settings say is in it.
    #[error("find {pattern:?} in {}", path.display())]
    #[diagnostic(help(
        "correct path or pattern under files in [tool.wheelpin.release]; the version there must be one that can be read"
    ))]
    NoMatch {
        /// The file.
        path: PathBuf,
        /// The pattern.
        pattern: String,
    },

    /// No file holds a version.
    #[error("find the version of the project in {}", directory.display())]
    #[diagnostic(help(
        "write version under [package] in Cargo.toml, or under [project] in pyproject.toml: version = \"0.1.0\""
    ))]
    NoVersion {
        /// The project's directory.
        directory: PathBuf,
    },

    /// Files, or a file and the tag, do not say the same version.
    #[error("find one version: {}", places.join(", "))]
    #[diagnostic(help("{help}"))]
    Disagree {
        /// Each place with what it says.
        places: Vec<String>,
        /// What to do.
        help: String,
    },

    /// Files cannot be written.
    #[error("write {}", path.display())]
    #[diagnostic(help("is the disk full, or the directory read-only? No file was changed"))]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },

    /// Some files could be replaced and some not.
    #[error("finish writing {}", path.display())]
    #[diagnostic(help(
        "run wheelpin bump again: it finishes what was begun before it does anything else"
    ))]
    Unfinished {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },

    /// A file was changed after a run that was interrupted.
    #[error("finish what an interrupted run began: {} was changed since", path.display())]
    #[diagnostic(help(
        "remove {} and all files ending in {}, and look at git diff", marker.display(), crate::writing::SUFFIX
    ))]
    Changed {
        /// The file.
        path: PathBuf,
        /// The note of the interrupted run.
        marker: PathBuf,
    },

    /// A template of the changelog is wrong.
    #[error("render the template of the changelog")]
    #[diagnostic(help("what a template is given is in docs/versions.md, under Templates"))]
    Template {
        /// What the library says.
        source: Box<dyn std::error::Error + Send + Sync>,
    },

    /// The template cannot be read.
    #[error("read the template of the changelog, {}", path.display())]
    #[diagnostic(help("correct template under [tool.wheelpin.changelog], or write that file"))]
    NoTemplate {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },

    /// A package is not one of those there are, or not named though there are several.
    #[error("{}", no_package(name.as_deref()))]
    #[diagnostic(help("packages are: {}; name one with --package", known.join(", ")))]
    Package {
        /// As typed.
        name: Option<String>,
        /// Those there are.
        known: Vec<String>,
    },

    /// The repository has no files.
    #[error("find files in {}: its repository is bare", directory.display())]
    #[diagnostic(help("clone it: git clone {}", directory.display()))]
    NoWorkTree {
        /// The directory.
        directory: PathBuf,
    },

    /// There are releases and no tags.
    #[error(
        "find the tag of the last release: the changelog has {version}, and there is no tag {tag} here"
    )]
    #[diagnostic(help(
        "fetch the tags: git fetch --tags (in a workflow, actions/checkout with fetch-depth: 0); or, if it was never tagged: git tag {tag} COMMIT; or name the version: wheelpin bump --to VERSION"
    ))]
    MissingTags {
        /// The newest version of the changelog.
        version: Version,
        /// Its tag.
        tag: String,
    },

    /// No branch is checked out.
    #[error("commit a release: no branch is checked out")]
    #[diagnostic(help(
        "check one out: git switch main; or see the version alone: wheelpin bump --print"
    ))]
    Detached,

    /// Files were changed and not committed.
    #[error("commit a release: {} not committed", files_are(files))]
    #[diagnostic(help("a release is of what is committed: git commit, or git stash"))]
    Dirty {
        /// The files.
        files: Vec<String>,
    },

    /// The tag of a version is that of another commit.
    #[error("tag {}: {tag} is the tag of {} already", short(wanted), short(there))]
    #[diagnostic(help(
        "a tag that others may have is never moved: look at it with git show {tag}; if it was never pushed, git tag --delete {tag}"
    ))]
    TagElsewhere {
        /// The tag.
        tag: String,
        /// Its commit.
        there: String,
        /// The commit to be tagged.
        wanted: String,
    },

    /// A tag here and the same at the remote are of two commits.
    #[error("know which {tag} is right: here it is {}, at {remote} {}", short(here), short(there))]
    #[diagnostic(help(
        "what others have counts: git fetch --force {remote} tag {tag}; a tag that was pushed is never moved"
    ))]
    MovedTag {
        /// The tag.
        tag: String,
        /// Its commit here.
        here: String,
        /// Its commit there.
        there: String,
        /// The remote.
        remote: String,
    },

    /// The branch was changed since a release was begun on it.
    #[error(
        "go on with a release that was begun on {branch} at {}: now {} is checked out",
        short(before),
        short(head)
    )]
    #[diagnostic(help(
        "check out what it was begun on: git switch {branch}; what came after it moves away with git rebase or git reset"
    ))]
    MovedOn {
        /// The branch.
        branch: String,
        /// The commit that it was begun on.
        before: String,
        /// What is checked out.
        head: String,
    },

    /// What was done could not be taken back.
    #[error("take {tag} back, after this failed: {after}")]
    #[diagnostic(help(
        "by hand: git tag --delete {tag}, if it is there, and git reset --keep {before}"
    ))]
    NotUndone {
        /// The tag.
        tag: String,
        /// The commit before.
        before: String,
        /// What failed at first.
        after: String,
        /// What failed then.
        source: Box<Error>,
    },

    /// A file was edited since a release was begun.
    #[error("take back what was begun: {} was edited since", path.display())]
    #[diagnostic(help("git diff shows it: git commit, git stash or git restore {}", path.display()))]
    Edited {
        /// The file.
        path: PathBuf,
    },

    /// A release was pushed.
    #[error("take {tag} back: {remote} has it")]
    #[diagnostic(help(
        "what others may have stays: finish this release, or release the next version"
    ))]
    Pushed {
        /// Its tag.
        tag: String,
        /// The remote.
        remote: String,
    },

    /// The remote was lost in a push.
    #[error("know whether {remote} has {tag}: it does not answer any more")]
    #[diagnostic(help(
        "commit and tag are kept here; when it answers again: git push --atomic {remote} {branch} {tag}"
    ))]
    Unanswered {
        /// The remote.
        remote: String,
        /// The tag.
        tag: String,
        /// The branch.
        branch: String,
        /// What git said of the push.
        source: Box<Error>,
    },

    /// There is no git.
    #[error("run git")]
    #[diagnostic(help(
        "install git: commits and tags are made by it, so that hooks and signatures are yours"
    ))]
    NoGit {
        /// What the system says.
        source: io::Error,
    },

    /// Git refused.
    #[error("run git {call}")]
    #[diagnostic(help(
        "everything is as it was before; correct what git says and type the same again"
    ))]
    Git {
        /// Its subcommand.
        call: String,
        /// What it said.
        source: GitFailed,
    },
}

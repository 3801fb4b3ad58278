use std::path::PathBuf;
use std::sync::Arc;

use miette::Diagnostic;

/// Why something was not published. Messages read after "failed to"; none holds a token.
#[derive(Clone, Debug, Diagnostic, thiserror::Error)]
pub enum Error {
    /// An address cannot be used.
    #[error("use {text}: it {reason}")]
    #[diagnostic(help(
        "write an address such as https://example.org/legacy/, without user, password and query"
    ))]
    Url {
        /// The address, without what may be secret.
        text: String,
        /// What is wrong with it.
        reason: &'static str,
    },

    /// What would be sent could be read by others.
    #[error("speak with {url}: it is not encrypted")]
    #[diagnostic(help(
        "write https://; without it only this machine is spoken with, or what the caller allows"
    ))]
    PlainHttp {
        /// The address.
        url: String,
    },

    /// A certificate of an authority cannot be used.
    #[error("read a certificate of an authority: {reason}")]
    #[diagnostic(help("give certificates as PEM: -----BEGIN CERTIFICATE-----"))]
    Certificate {
        /// What is wrong with it.
        reason: String,
    },

    /// There is no client.
    #[error("prepare TLS")]
    #[diagnostic(help(
        "the system's certificates are needed: install ca-certificates, or name a file of them in SSL_CERT_FILE"
    ))]
    Client {
        /// What the library says.
        source: Arc<reqwest::Error>,
    },

    /// There was no answer, or the connection broke within it.
    #[error("get an answer from {url}")]
    #[diagnostic(help("try again later; proxies are taken from HTTPS_PROXY and NO_PROXY"))]
    Request {
        /// Who was asked.
        url: String,
        /// What the library says.
        source: Arc<reqwest::Error>,
    },

    /// An answer is larger than any of its kind should be.
    #[error("read the answer of {url}: it has more than {limit} bytes")]
    #[diagnostic(help(
        "look whether that address is an index's, and not a proxy's or login page's"
    ))]
    TooLarge {
        /// Who answered.
        url: String,
        /// How many bytes are read.
        limit: u64,
    },

    /// An index lists a file without saying where it is.
    #[error("get {file}: the index does not say where it is")]
    #[diagnostic(help("get the file otherwise, and compare with it: --against FILE"))]
    NoAddress {
        /// File name.
        file: String,
    },

    /// The bytes of a file are not those that the index lists.
    #[error("get {url}: its SHA-256 is {sha256}, the index says {told}")]
    #[diagnostic(help("try again later; if it stays so, do not trust that file"))]
    OtherBytes {
        /// Who answered.
        url: String,
        /// SHA-256 as listed.
        told: String,
        /// SHA-256 of what came.
        sha256: String,
    },

    /// The answer is elsewhere.
    #[error("get an answer from {url}: it redirects ({status}) to {to}")]
    #[diagnostic(help(
        "if that address is right, give it instead, with or without the slash at its end as it is there"
    ))]
    Redirected {
        /// Who answered.
        url: String,
        /// The HTTP status.
        status: u16,
        /// Where to.
        to: String,
    },

    /// The server refuses.
    #[error("get what was asked of {url}: it answers {status} {message}")]
    #[diagnostic(help("look whether the address is right, and whether the server works"))]
    Status {
        /// Who answered.
        url: String,
        /// The HTTP status.
        status: u16,
        /// What it says, as one line.
        message: String,
    },

    /// An answer is not what it should be.
    #[error("understand the answer of {url}: {reason}")]
    #[diagnostic(help(
        "look whether that address is an index's, and not a proxy's or login page's"
    ))]
    Answer {
        /// Who answered.
        url: String,
        /// What is wrong with it.
        reason: String,
    },

    /// A file that is no distribution, or one that cannot be told of.
    #[error("take {} for publishing: {reason}", path.display())]
    #[diagnostic(help("see what is wrong with it, and build it anew: wheelpin check {}", path.display()))]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },

    /// A file is not what it was when it was read, or is gone.
    #[error("send {}: it was changed meanwhile", path.display())]
    #[diagnostic(help(
        "do not build into that directory while it is published; then type the same again"
    ))]
    Changed {
        /// The file.
        path: PathBuf,
    },

    /// Other bytes have that name on the index.
    #[error(
        "send {file} to {index}: a file of that name with other bytes is there (SHA-256 here {ours}, there {theirs})"
    )]
    #[diagnostic(help(
        "an index never lets a file be replaced, since others may have it already: publish the file that was built \
         for that release, or release the next version"
    ))]
    Taken {
        /// The file's name.
        file: String,
        /// The index.
        index: String,
        /// SHA-256 of the file here.
        ours: String,
        /// That of the file there, or what is known of it.
        theirs: String,
    },

    /// A file of that name was there, and none may be again.
    #[error("send {file} to {index}: a file of that name was there and was deleted")]
    #[diagnostic(help(
        "the name of a deleted file is never given again, not even to the same bytes: release the next version"
    ))]
    Deleted {
        /// The file's name.
        file: String,
        /// The index.
        index: String,
    },

    /// Who publishes may not do so.
    #[error("send {file} to {index}: it answers {status} {message}")]
    #[diagnostic(help(
        "see that whoever publishes may do so for that project on {index}: the publisher that is configured there, \
         or the user and token"
    ))]
    Denied {
        /// The file's name.
        file: String,
        /// The index.
        index: String,
        /// The HTTP status.
        status: u16,
        /// What the index says, as one line.
        message: String,
    },

    /// The index does not want a file.
    #[error("send {file} to {index}: it answers {status} {message}")]
    #[diagnostic(help("{remedy}"))]
    Refused {
        /// The file's name.
        file: String,
        /// The index.
        index: String,
        /// The HTTP status.
        status: u16,
        /// What the index says, as one line.
        message: String,
        /// What to do.
        remedy: &'static str,
    },

    /// A file could not be sent, however often it was tried.
    #[error("send {file} to {index} in {attempts} {}: {reason}", if *attempts == 1 { "attempt" } else { "attempts" })]
    #[diagnostic(help("type the same again later: what is there already is not sent again"))]
    GaveUp {
        /// The file's name.
        file: String,
        /// The index.
        index: String,
        /// How often it was tried.
        attempts: u32,
        /// Why the last attempt failed, as one line.
        reason: String,
    },

    /// No index has that name.
    #[error("find the index {name:?}")]
    #[diagnostic(help("write one of {names}, or the address that files are sent to: https://…"))]
    UnknownIndex {
        /// As given.
        name: String,
        /// Those there are.
        names: String,
    },

    /// The address is one of a known index, but not that for uploads.
    #[error("publish to {url}: files are not sent there")]
    #[diagnostic(help("write --index {name}"))]
    UploadUrl {
        /// As given.
        url: String,
        /// The index.
        name: &'static str,
    },

    /// It is not known where the index tells what it has.
    #[error("read what {index} has: where its simple API is, is not known")]
    #[diagnostic(help("name the address of its simple API, under which pip and uv find projects"))]
    NoSimple {
        /// The index.
        index: String,
    },

    /// What should be an identity token is none.
    #[error("read the identity token: it {reason}")]
    #[diagnostic(help("look what the CI system gives: a JSON Web Token begins with eyJ"))]
    IdentityToken {
        /// What is wrong with it.
        reason: &'static str,
    },

    /// The job must not ask for an identity.
    #[error("get an identity from GitHub Actions: the job lacks the permission")]
    #[diagnostic(help(
        "add to the job that publishes:\n  permissions:\n    id-token: write\n\
         jobs of pull requests from forks never get it"
    ))]
    NoPermission,

    /// The job was not given an identity for this index.
    #[error("get an identity from GitLab CI/CD: there is no variable {variable}")]
    #[diagnostic(help(
        "add to the job that publishes:\n  id_tokens:\n    {variable}:\n      aud: {audience}"
    ))]
    NoIdVariable {
        /// The variable.
        variable: String,
        /// Whom the token must be for.
        audience: String,
    },

    /// The CI system gives no identity.
    #[error("get an identity from {provider}: {reason}")]
    #[diagnostic(help("run the job again; if that does not help, look at the CI system's status"))]
    Ambient {
        /// The CI system.
        provider: &'static str,
        /// What is wrong.
        reason: String,
        /// Whether asking again can help.
        passes: bool,
    },

    /// Nobody says who we are.
    #[error("publish to {index}: no CI system is here to say who publishes")]
    #[diagnostic(help(
        "publish from GitHub Actions, GitLab, Google Cloud, Buildkite or CircleCI; or to rehearse: \
         wheelpin release --rehearse; the emergency way is --token-from-env VARIABLE"
    ))]
    NoIdentity {
        /// The index.
        index: String,
    },

    /// The index takes no identities.
    #[error("get a token from {index}: it has no trusted publishing")]
    #[diagnostic(help(
        "give a user and password of that index, or a token with --token-from-env VARIABLE"
    ))]
    NoTrustedPublishing {
        /// The index.
        index: String,
    },

    /// The index refuses the identity.
    #[error("get a token from {index}: it refuses this identity ({code}: {description})")]
    #[diagnostic(help("{help}"))]
    Mint {
        /// The index.
        index: String,
        /// Its word for the reason.
        code: String,
        /// Its words about it.
        description: String,
        /// What to change, and the claims.
        help: String,
    },

    /// The one token that could be had is over.
    #[error("go on publishing: the token is over, and {provider} gives one identity per job")]
    #[diagnostic(help(
        "run the job again: files that are there already are passed over; fewer or smaller files \
         per job are done in time"
    ))]
    Expired {
        /// The CI system.
        provider: String,
    },

    /// What is to be done takes longer than the one token lives.
    #[error(
        "publish within the life of a token: some {estimate} minutes are needed, {life} are there, \
         and {provider} gives one identity per job"
    )]
    #[diagnostic(help("publish the files in several jobs, each with an identity of its own"))]
    TooLong {
        /// The CI system.
        provider: String,
        /// What is needed, in minutes.
        estimate: u64,
        /// What there is, in minutes.
        life: u64,
    },

    /// What should be a token is none.
    #[error("use the token for {index}: {reason}")]
    #[diagnostic(help(
        "look what the variable that --token-from-env names holds, without printing it"
    ))]
    Token {
        /// The index.
        index: String,
        /// What is wrong with it.
        reason: &'static str,
    },

    /// What should be a repository on a forge is none.
    #[error("find the repository {name:?} on the forge")]
    #[diagnostic(help("repositories are named so: OWNER/NAME"))]
    Repository {
        /// As given.
        name: String,
    },

    /// The forge does not let us.
    #[error("make the release in {repository}: the forge answers {status} {message}")]
    #[diagnostic(help(
        "the token needs to write contents of that repository: on GitHub Actions, permissions: contents: write; \
         elsewhere a token in GITHUB_TOKEN"
    ))]
    ForgeDenied {
        /// The repository.
        repository: String,
        /// The HTTP status.
        status: u16,
        /// What it says, as one line.
        message: String,
    },

    /// A release that is published has another file of that name.
    #[error("add {file} to the release of {tag}: it is published, with another file of that name")]
    #[diagnostic(help(
        "people may have it already; delete that file by hand if it is none of this release's, then type the same again"
    ))]
    ForgeFile {
        /// The file's name.
        file: String,
        /// The tag.
        tag: String,
    },
}

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::scan::{HitKind, secret};

/// Bytes that are looked for, and what they mean.
#[derive(Debug)]
pub(super) struct Pattern {
    bytes: &'static str,
    meaning: Meaning,
    /// Whether nobody writes it in a text as an example.
    pub(super) is_certain: bool,
}

#[derive(Clone, Copy, Debug)]
enum Meaning {
    Rust,
    Unwinds,
    /// The store's directory, with a hash behind it.
    Store,
    /// A path that begins here.
    Path(HitKind),
    /// A path with somebody's name behind this beginning.
    Home,
    /// A name, and this is its beginning.
    Host,
    Secret(fn(&[u8]) -> Option<usize>),
}

/// What stands where a pattern is.
pub(super) enum Look {
    Nothing,
    Rust,
    Unwinds,
    Hit(HitKind, Vec<u8>),
}

const fn path(bytes: &'static str, kind: HitKind, is_certain: bool) -> Pattern {
    Pattern { bytes, meaning: Meaning::Path(kind), is_certain }
}

const fn home(bytes: &'static str) -> Pattern {
    Pattern { bytes, meaning: Meaning::Home, is_certain: false }
}

const fn host(bytes: &'static str) -> Pattern {
    Pattern { bytes, meaning: Meaning::Host, is_certain: false }
}

const fn secret(bytes: &'static str, length: fn(&[u8]) -> Option<usize>) -> Pattern {
    Pattern { bytes, meaning: Meaning::Secret(length), is_certain: true }
}

/// How PEM begins.
const PRIVATE_KEY: &str = "-----BEGIN ";

/// All patterns. Of several that begin at one byte the longest counts.
pub(super) static PATTERNS: &[Pattern] = &[
    // Names an environment variable that only Rust's standard library reads.
    Pattern { bytes: "RUST_BACKTRACE", meaning: Meaning::Rust, is_certain: true },
    // std::panicking says it when foreign code swallows a panic; it is linked only where
    // panics unwind.
    Pattern { bytes: "Rust panics must be rethrown", meaning: Meaning::Unwinds, is_certain: true },
    Pattern { bytes: "/nix/store/", meaning: Meaning::Store, is_certain: true },
    // Where Nix builds: in a sandbox, without one, and the HOME that is none.
    path("/tmp/nix-build-", HitKind::NixPath, true),
    path("/homeless-shelter", HitKind::NixPath, true),
    // GitHub's runners, GitLab's, and containers that maturin's and cibuildwheel's guides use.
    path("/home/runner/work/", HitKind::BuildPath, true),
    path("/Users/runner/work/", HitKind::BuildPath, true),
    // Within the sandbox.
    path("/build/source/", HitKind::BuildPath, false),
    path("/build/vendor/", HitKind::BuildPath, false),
    path("/build/target/", HitKind::BuildPath, false),
    path("/build/cargo/", HitKind::BuildPath, false),
    path("/__w/", HitKind::BuildPath, false),
    path("D:\\a\\", HitKind::BuildPath, false),
    path("/builds/", HitKind::BuildPath, false),
    path("/io/target/", HitKind::BuildPath, false),
    path("/github/workspace/", HitKind::BuildPath, true),
    path("/tmp/pip-", HitKind::TemporaryPath, true),
    path("/tmp/tmp", HitKind::TemporaryPath, false),
    path("/tmp/.tmp", HitKind::TemporaryPath, false),
    path("/private/var/folders/", HitKind::TemporaryPath, true),
    path("/var/folders/", HitKind::TemporaryPath, true),
    path("\\AppData\\Local\\Temp\\", HitKind::TemporaryPath, false),
    path("/root/", HitKind::HomePath, false),
    home("/home/"),
    home("/Users/"),
    home(":\\Users\\"),
    // Runners of GitHub, and builds in containers.
    host("fv-az"),
    host("runnervm"),
    host("buildkitsandbox"),
    secret("pypi-AgEIcHlwaS5vcmc", |rest| secret::token(rest, 20, 50, b"-_")),
    secret("pypi-AgENdGVzdC5weXBpLm9yZ", |rest| secret::token(rest, 26, 50, b"-_")),
    secret("ghp_", |rest| secret::token(rest, 4, 36, b"")),
    secret("gho_", |rest| secret::token(rest, 4, 36, b"")),
    secret("ghs_", |rest| secret::token(rest, 4, 36, b"")),
    secret("ghu_", |rest| secret::token(rest, 4, 36, b"")),
    secret("github_pat_", |rest| secret::token(rest, 11, 82, b"_")),
    secret("glpat-", |rest| secret::token(rest, 6, 20, b"-_")),
    secret("AKIA", secret::aws),
    secret("AIza", |rest| secret::token(rest, 4, 35, b"-_")),
    secret("npm_", |rest| secret::token(rest, 4, 36, b"")),
    secret("sk_live_", |rest| secret::token(rest, 8, 24, b"")),
    secret("sk-ant-", |rest| secret::token(rest, 7, 90, b"-_")),
    secret("xoxb-", |rest| secret::token(rest, 5, 40, b"-")),
    secret("hf_", |rest| secret::token(rest, 3, 34, b"")),
    secret(PRIVATE_KEY, secret::private_key),
];

/// Finds the patterns, by their numbers in [`PATTERNS`].
pub(super) fn searcher() -> Option<&'static AhoCorasick> {
    static SEARCHER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        let patterns = PATTERNS.iter().map(|pattern| pattern.bytes);
        // A few short patterns always fit.
        AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(patterns).ok()
    });
    SEARCHER.as_ref()
}

impl Pattern {
    /// Whether it finds private keys, and no tokens.
    pub(super) fn is_private_key(&self) -> bool {
        self.bytes == PRIVATE_KEY
    }

    /// What stands at the beginning of `rest`, with `before` before it.
    pub(super) fn look(&self, before: &[u8], rest: &[u8]) -> Look {
        let hit = |kind, length: usize| Look::Hit(kind, rest[..length.min(rest.len())].to_vec());
        match self.meaning {
            Meaning::Rust => Look::Rust,
            Meaning::Unwinds => Look::Unwinds,
            Meaning::Store => {
                let hash = rest.get(self.bytes.len()..self.bytes.len() + 33).unwrap_or_default();
                let is_hash = hash.len() == 33
                    && hash[..32]
                        .iter()
                        .all(|byte| b"0123456789abcdfghijklmnpqrsvwxyz".contains(byte))
                    && hash[32] == b'-';
                if is_hash { hit(HitKind::NixPath, path_length(rest)) } else { Look::Nothing }
            }
            Meaning::Path(_) | Meaning::Home if goes_on(before, rest) => Look::Nothing,
            Meaning::Path(kind) => hit(kind, path_length(rest)),
            Meaning::Home => {
                let behind = rest.get(self.bytes.len()..).unwrap_or_default();
                let name = behind.iter().take_while(|byte| is_of_name(**byte)).count();
                let is_path = matches!(behind.get(name), Some(b'/' | b'\\'));
                if name > 0 && is_path {
                    hit(HitKind::HomePath, path_length(rest))
                } else {
                    Look::Nothing
                }
            }
            Meaning::Host => {
                let is_word = before.last().is_none_or(|byte| !byte.is_ascii_alphanumeric());
                let length = rest.iter().take_while(|byte| is_of_name(**byte)).count();
                let has_digit = rest[..length].iter().any(u8::is_ascii_digit);
                if is_word && has_digit { hit(HitKind::HostName, length) } else { Look::Nothing }
            }
            Meaning::Secret(length) => {
                let is_word = before.last().is_none_or(|byte| !byte.is_ascii_alphanumeric());
                match length(rest) {
                    Some(length) if is_word => {
                        Look::Hit(HitKind::Secret, secret::shorten(&rest[..length]))
                    }
                    _ => Look::Nothing,
                }
            }
        }
    }
}

/// Whether a path began before: `example.org/home/ann` is none of `/home`. A file URL
/// (`file:///home/ann`) and a path behind a drive's letter are.
fn goes_on(before: &[u8], rest: &[u8]) -> bool {
    let Some(last) = before.last() else { return false };
    if rest.starts_with(b":\\") {
        return !last.is_ascii_alphabetic();
    }
    if before.ends_with(b"://") {
        return false;
    }
    is_of_name(*last) || matches!(last, b'/' | b'}' | b')' | b'~' | b'\\' | b'%')
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')
}

/// Where a path ends: at a character that stands around paths, or is none.
fn path_length(rest: &[u8]) -> usize {
    let is_end = |byte: &u8| !byte.is_ascii_graphic() || b"\"'<>|()[]{},;`".contains(byte);
    rest.iter().position(is_end).unwrap_or(rest.len())
}

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::scan::{HitKind, secret};

/// Text that this program does not hold as it is: it is looked for in wheelpin's own wheels
/// too.
macro_rules! masked {
    ($text:expr) => {
        const { &mask::<{ $text.len() }>($text) }
    };
}

/// No text has this bit.
const MASK: u8 = 0x80;

const fn mask<const LENGTH: usize>(text: &str) -> [u8; LENGTH] {
    let text = text.as_bytes();
    let mut masked = [0; LENGTH];
    let mut at = 0;
    while at < LENGTH {
        masked[at] = text[at] ^ MASK;
        at += 1;
    }
    masked
}

/// Bytes that are looked for, and what they mean.
#[derive(Debug)]
pub(super) struct Pattern {
    /// Masked.
    bytes: &'static [u8],
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

const fn path(bytes: &'static [u8], kind: HitKind, is_certain: bool) -> Pattern {
    Pattern { bytes, meaning: Meaning::Path(kind), is_certain }
}

const fn home(bytes: &'static [u8]) -> Pattern {
    Pattern { bytes, meaning: Meaning::Home, is_certain: false }
}

const fn host(bytes: &'static [u8]) -> Pattern {
    Pattern { bytes, meaning: Meaning::Host, is_certain: false }
}

const fn secret(bytes: &'static [u8], length: fn(&[u8]) -> Option<usize>) -> Pattern {
    Pattern { bytes, meaning: Meaning::Secret(length), is_certain: true }
}

/// How PEM begins.
const PRIVATE_KEY: &[u8] = masked!("-----BEGIN ");

/// All patterns. Of several that begin at one byte the longest counts.
pub(super) static PATTERNS: &[Pattern] = &[
    // Names an environment variable that only Rust's standard library reads.
    Pattern { bytes: masked!("RUST_BACKTRACE"), meaning: Meaning::Rust, is_certain: true },
    // std::panicking says it when foreign code swallows a panic; it is linked only where
    // panics unwind.
    Pattern {
        bytes: masked!("Rust panics must be rethrown"),
        meaning: Meaning::Unwinds,
        is_certain: true,
    },
    Pattern { bytes: masked!("/nix/store/"), meaning: Meaning::Store, is_certain: true },
    // Where Nix builds: in a sandbox, without one, and the HOME that is none.
    path(masked!("/tmp/nix-build-"), HitKind::NixPath, true),
    path(masked!("/homeless-shelter"), HitKind::NixPath, true),
    // GitHub's runners, and containers that maturin's and cibuildwheel's guides use.
    path(masked!("/home/runner/work/"), HitKind::BuildPath, true),
    path(masked!("/Users/runner/work/"), HitKind::BuildPath, true),
    // Within the sandbox: NIX_BUILD_TOP, and what nix/build-environment.sh makes in it.
    path(masked!("/build/source/"), HitKind::SandboxPath, false),
    path(masked!("/build/vendor/"), HitKind::SandboxPath, false),
    path(masked!("/build/target/"), HitKind::SandboxPath, false),
    path(masked!("/build/cargo/"), HitKind::SandboxPath, false),
    path(masked!("/build/zig/"), HitKind::SandboxPath, false),
    path(masked!("/build/home/"), HitKind::SandboxPath, false),
    path(masked!("/build/compilers/"), HitKind::SandboxPath, false),
    path(masked!("/build/sdk/"), HitKind::SandboxPath, false),
    path(masked!("/build/messages/"), HitKind::SandboxPath, false),
    path(masked!("/build/wheels/"), HitKind::SandboxPath, false),
    path(masked!("/__w/"), HitKind::BuildPath, false),
    path(masked!("D:\\a\\"), HitKind::BuildPath, false),
    path(masked!("/io/target/"), HitKind::BuildPath, false),
    path(masked!("/github/workspace/"), HitKind::BuildPath, true),
    path(masked!("/tmp/pip-"), HitKind::TemporaryPath, true),
    path(masked!("/tmp/tmp"), HitKind::TemporaryPath, false),
    path(masked!("/tmp/.tmp"), HitKind::TemporaryPath, false),
    path(masked!("/private/var/folders/"), HitKind::TemporaryPath, true),
    path(masked!("/var/folders/"), HitKind::TemporaryPath, true),
    path(masked!("\\AppData\\Local\\Temp\\"), HitKind::TemporaryPath, false),
    path(masked!("/root/"), HitKind::HomePath, false),
    home(masked!("/home/")),
    home(masked!("/Users/")),
    home(masked!(":\\Users\\")),
    // Runners of GitHub, and builds in containers.
    host(masked!("fv-az")),
    host(masked!("runnervm")),
    host(masked!("buildkitsandbox")),
    secret(masked!("pypi-AgEIcHlwaS5vcmc"), |rest| secret::token(rest, 20, 50, b"-_")),
    secret(masked!("pypi-AgENdGVzdC5weXBpLm9yZ"), |rest| secret::token(rest, 26, 50, b"-_")),
    secret(masked!("ghp_"), |rest| secret::token(rest, 4, 36, b"")),
    secret(masked!("gho_"), |rest| secret::token(rest, 4, 36, b"")),
    secret(masked!("ghs_"), |rest| secret::token(rest, 4, 36, b"")),
    secret(masked!("ghu_"), |rest| secret::token(rest, 4, 36, b"")),
    secret(masked!("github_pat_"), |rest| secret::token(rest, 11, 82, b"_")),
    secret(masked!("glpat-"), |rest| secret::token(rest, 6, 20, b"-_")),
    secret(masked!("AKIA"), secret::aws),
    secret(masked!("AIza"), |rest| secret::token(rest, 4, 35, b"-_")),
    secret(masked!("npm_"), |rest| secret::token(rest, 4, 36, b"")),
    secret(masked!("sk_live_"), |rest| secret::token(rest, 8, 24, b"")),
    secret(masked!("sk-ant-"), |rest| secret::token(rest, 7, 90, b"-_")),
    secret(masked!("xoxb-"), |rest| secret::token(rest, 5, 40, b"-")),
    secret(masked!("hf_"), |rest| secret::token(rest, 3, 34, b"")),
    secret(PRIVATE_KEY, secret::private_key),
];

/// Finds the patterns, by their numbers in [`PATTERNS`].
pub(super) fn searcher() -> Option<&'static AhoCorasick> {
    static SEARCHER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        let unmasked =
            |pattern: &Pattern| pattern.bytes.iter().map(|byte| byte ^ MASK).collect::<Vec<u8>>();
        let patterns = PATTERNS.iter().map(unmasked);
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

    /// What is looked for with it, where that is something that no file should have.
    pub(super) fn kind(&self) -> Option<HitKind> {
        match self.meaning {
            Meaning::Rust | Meaning::Unwinds => None,
            Meaning::Store => Some(HitKind::NixPath),
            Meaning::Path(kind) => Some(kind),
            Meaning::Home => Some(HitKind::HomePath),
            Meaning::Host => Some(HitKind::HostName),
            Meaning::Secret(_) => Some(HitKind::Secret),
        }
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

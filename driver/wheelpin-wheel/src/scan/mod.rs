//! Looks for what no published file should have, in bytes as they come.

mod pattern;
mod secret;

use crate::finding::clip;
use crate::member::MemberKind;

use pattern::{PATTERNS, Pattern, searcher};

/// Something that no published file should have.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Hit {
    /// What kind of thing.
    pub(crate) kind: HitKind,
    /// What stands there, clipped; a secret is cut short.
    pub(crate) text: String,
}

/// Kinds of what is looked for.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum HitKind {
    /// A path of the Nix store, or of a directory that Nix builds in.
    NixPath,
    /// A directory within Nix's sandbox.
    SandboxPath,
    /// A directory that continuous integration builds in.
    BuildPath,
    /// A home directory.
    HomePath,
    /// A directory for temporary files.
    TemporaryPath,
    /// The name of a machine.
    HostName,
    /// A token or private key.
    Secret,
}

impl HitKind {
    /// How many there are.
    const COUNT: usize = Self::Secret as usize + 1;
}

/// What a binary tells of the program that made it.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Marks {
    /// It has Rust's standard library in it.
    pub(crate) is_rust: bool,
    /// It can unwind from a panic.
    pub(crate) unwinds: bool,
}

/// The most hits of one kind that are kept of one member.
const MOST: usize = 3;

/// Bytes that are looked at behind the beginning of a pattern.
const WINDOW: usize = 256;

/// Places of one kind that are found in one member at the most, the same ones over and over
/// counted: only bytes made for it have more.
const PLACES: u32 = 1000;

/// Looks through one member.
pub(crate) struct Scanner {
    is_text: bool,
    /// Text that machines wrote: paths in it are leaks, and no examples.
    is_machine_text: bool,
    /// Private keys in it are nobody's: tests have some, and libraries that test themselves.
    has_test_keys: bool,
    /// The last bytes of what came before, then what came last.
    bytes: Vec<u8>,
    hits: Vec<Hit>,
    /// Places that were found, by kind.
    places: [u32; HitKind::COUNT],
    marks: Marks,
}

impl Scanner {
    pub(crate) fn new(path: &str) -> Self {
        let is_machine_text = path.contains(".dist-info/sboms/")
            || path.ends_with(".dist-info/RECORD")
            || path.ends_with(".dist-info/WHEEL");
        Self {
            is_text: true,
            is_machine_text,
            has_test_keys: is_for_tests(path) || is_bundled_library(path),
            bytes: Vec::new(),
            hits: Vec::new(),
            places: [0; HitKind::COUNT],
            marks: Marks::default(),
        }
    }

    /// The next bytes; `kind` is the member's.
    pub(crate) fn feed(&mut self, chunk: &[u8], kind: MemberKind) {
        self.is_text = kind == MemberKind::Other;
        self.bytes.extend_from_slice(chunk);
        // What begins in the last bytes may go on in the next chunk.
        let end = self.bytes.len().saturating_sub(WINDOW);
        self.search(end);
        self.bytes.drain(..end);
    }

    /// All that was found.
    pub(crate) fn finish(mut self) -> (Vec<Hit>, Marks) {
        self.search(self.bytes.len());
        self.hits.sort_by_key(|hit| hit.kind);
        (self.hits, self.marks)
    }

    /// Looks for what begins before `end`.
    fn search(&mut self, end: usize) {
        let mut found = Vec::new();
        let Some(searcher) = searcher() else { return };
        for matched in searcher.find_iter(&self.bytes) {
            if matched.start() >= end {
                break;
            }
            let Some(pattern) = PATTERNS.get(matched.pattern().as_usize()) else { continue };
            let places = pattern.kind().and_then(|kind| self.places.get_mut(kind as usize));
            if places.as_ref().is_some_and(|places| **places == PLACES) {
                continue;
            }
            let before = &self.bytes[..matched.start()];
            let rest = &self.bytes[matched.start()..];
            let look = pattern.look(before, &rest[..rest.len().min(WINDOW)]);
            if let (pattern::Look::Hit(..), Some(places)) = (&look, places) {
                *places += 1;
            }
            match look {
                pattern::Look::Rust => self.marks.is_rust = true,
                pattern::Look::Unwinds => self.marks.unwinds = true,
                pattern::Look::Hit(kind, text) if self.matters(kind, pattern) => {
                    found.push((kind, text));
                }
                pattern::Look::Hit(..) | pattern::Look::Nothing => {}
            }
        }
        for (kind, text) in found {
            let text = clip(&String::from_utf8_lossy(&text));
            let of_kind = self.hits.iter().filter(|hit| hit.kind == kind);
            if of_kind.clone().count() < MOST && !of_kind.clone().any(|hit| hit.text == text) {
                self.hits.push(Hit { kind, text });
            }
        }
    }

    /// Whether a hit of that kind is one in a member like this: people write of home
    /// directories in texts.
    fn matters(&self, kind: HitKind, pattern: &Pattern) -> bool {
        match kind {
            HitKind::NixPath => true,
            HitKind::Secret => !(self.has_test_keys && pattern.is_private_key()),
            HitKind::SandboxPath
            | HitKind::BuildPath
            | HitKind::HomePath
            | HitKind::TemporaryPath
            | HitKind::HostName => !self.is_text || self.is_machine_text || pattern.is_certain,
        }
    }
}

/// Whether a path leads through a directory of tests or examples.
fn is_for_tests(path: &str) -> bool {
    let mut parts = path.split('/');
    let name = parts.next_back().unwrap_or_default();
    let is_test = |part: &str| {
        let words = ["test", "tests", "testing", "testdata", "fixtures", "example", "examples"];
        words.iter().any(|word| part.eq_ignore_ascii_case(word))
    };
    parts.any(is_test) || name.starts_with("test_")
}

/// Whether a path is where auditwheel, delocate or delvewheel put others' libraries.
fn is_bundled_library(path: &str) -> bool {
    let mut parts = path.split('/');
    let name = parts.next_back().unwrap_or_default();
    parts.any(|part| part.ends_with(".libs") || part.ends_with(".dylibs"))
        || name.ends_with(".dylib")
        || name.starts_with("lib") && name.contains(".so")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hits(path: &str, kind: MemberKind, chunks: &[&[u8]]) -> Vec<(HitKind, String)> {
        let mut scanner = Scanner::new(path);
        chunks.iter().for_each(|chunk| scanner.feed(chunk, kind));
        scanner.finish().0.into_iter().map(|hit| (hit.kind, hit.text)).collect()
    }

    fn binary(text: &str) -> Vec<(HitKind, String)> {
        hits("a.so", MemberKind::Elf, &[text.as_bytes()])
    }

    const HASH: &str = "0123456789abcdfghijklmnpqrsvwxyz";

    #[test]
    fn a_leak_may_stand_across_chunks() {
        let path = format!("/nix/store/{HASH}-glibc/lib/libc.so");
        for cut in 0..path.len() {
            let (first, second) = path.as_bytes().split_at(cut);
            let found = hits("a.py", MemberKind::Other, &[b"\0", first, second, b"\0"]);
            assert_eq!(found, [(HitKind::NixPath, path.clone())], "cut at {cut}");
        }
    }

    #[test]
    fn speaking_of_the_store_is_no_leak() {
        assert_eq!(binary("see /nix/store/ and /nix/store/HASH-name"), []);
    }

    #[test]
    fn home_directories_count_in_binaries_and_machine_texts() {
        let text = b"\"path+file:///home/ann/src/sample\"";
        let leak = [(HitKind::HomePath, "/home/ann/src/sample".to_owned())];
        assert_eq!(hits("a.so", MemberKind::Elf, &[text]), leak);
        let sbom = "a-1.dist-info/sboms/a.cyclonedx.json";
        assert_eq!(hits(sbom, MemberKind::Other, &[text]), leak);
        assert_eq!(hits("a/guide.md", MemberKind::Other, &[text]), []);
    }

    #[test]
    fn keys_of_tests_are_nobodys() {
        // In two parts: this file is in wheelpin's own sdist.
        let body = "MIIEpAIBAAKCAQEA0Z3VS5JJcds3xfn/ygWyF0N9kz";
        let key = format!("-----BEGIN PRIVATE KEY-----\n{body}\n");
        let found = |path| hits(path, MemberKind::Other, &[key.as_bytes()]).len();
        assert_eq!(found("a/server.key"), 1);
        assert_eq!(found("a/protest/server.key"), 1);
        assert_eq!(found("a/tests/server.key"), 0);
        assert_eq!(found("a-1/tests/data/server.key"), 0);
        assert_eq!(found("a/.dylibs/libgnutls.30.dylib"), 0);
        let token = ["ghp", "_16C7e42F292c6912E7710c838347Ae178B4a"].concat();
        assert_eq!(hits("a/tests/b.py", MemberKind::Other, &[token.as_bytes()]).len(), 1);
    }

    #[test]
    fn the_same_leak_is_told_once() {
        let text = "/root/.cargo/registry/src/a\0".repeat(5);
        assert_eq!(binary(&text).len(), 1);
    }

    #[test]
    fn addresses_with_home_in_them_are_no_home_directories() {
        assert_eq!(binary("example.org/home/ann/x and ${HOME}/home/ann/x"), []);
    }
}

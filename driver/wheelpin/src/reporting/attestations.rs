use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use wheelpin_attest::Kind;
use wheelpin_dist::Manifest;

/// The kinds of attestations that are kept beside each file of a directory.
pub(super) fn attestations(
    directory: &Path,
    manifest: &Manifest,
) -> BTreeMap<String, BTreeSet<String>> {
    let word = |kind| match kind {
        Kind::Publish => "publish",
        Kind::Provenance => "provenance",
    };
    let is_name = |file: &str| Path::new(file).file_name().is_some_and(|name| name == file);
    let of = |file: &str| {
        let is_there = |kind: &Kind| directory.join(format!("{file}{}", kind.suffix())).is_file();
        Kind::ALL.into_iter().filter(is_there).map(|kind| word(kind).to_owned()).collect()
    };
    let names = manifest.files.iter().map(|file| file.file.as_str()).filter(|file| is_name(file));
    let all = names.map(|file| (file.to_owned(), of(file)));
    all.filter(|(_, kinds): &(String, BTreeSet<String>)| !kinds.is_empty()).collect()
}

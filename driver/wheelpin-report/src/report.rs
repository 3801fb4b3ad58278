use std::collections::{BTreeMap, BTreeSet};

use wheelpin_dist::Manifest;

use crate::{Previous, Release, html, markdown};

/// What a report is made of. The same gives the same report, to the byte: no clock is read.
///
/// All of it may come from outside, and nothing of it is believed to be fit for a page.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// What was built, found and tested.
    pub manifest: &'a Manifest,
    /// The release, where there is one.
    pub release: Option<&'a Release>,
    /// Sizes of the files before.
    pub previous: &'a Previous,
    /// The kinds of attestations beside each file, by its name: `publish`, `provenance`.
    pub attestations: &'a BTreeMap<String, BTreeSet<String>>,
    /// Where the source can be cloned from.
    pub repository: Option<&'a str>,
    /// Remarks on what this report could not be made of, one sentence each.
    pub remarks: &'a [String],
    /// The version of the program.
    pub wheelpin: &'a str,
}

impl Report<'_> {
    /// One page of HTML that needs nothing else: no script, no style, no picture from anywhere.
    #[must_use]
    pub fn html(&self) -> String {
        html::page(self)
    }

    /// The same, shorter, in Markdown as GitHub reads it (GitHub Flavored Markdown 0.29), for the
    /// summary of a CI job.
    #[must_use]
    pub fn markdown(&self) -> String {
        markdown::document(self)
    }

    /// The name of its file: `NAME-VERSION-report.html`, as that of the source distribution begins.
    ///
    /// ```
    /// assert_eq!(wheelpin_report::file_name("My.Tool", "1.0"), "my_tool-1.0-report.html");
    /// ```
    #[must_use]
    pub fn file_name(&self) -> String {
        file_name(&self.manifest.name, &self.manifest.version)
    }
}

/// The name of a report's file. Of other characters than those of names and versions nothing is
/// left: it may come from a manifest that somebody wrote.
#[must_use]
pub fn file_name(name: &str, version: &str) -> String {
    let mut stem = String::new();
    for character in name.chars().take(100) {
        match character.to_ascii_lowercase() {
            // PyPA, "Binary distribution format", "Escaping and Unicode".
            '-' | '_' | '.' if !stem.ends_with('_') => stem.push('_'),
            fit if fit.is_ascii_alphanumeric() => stem.push(fit),
            _ => {}
        }
    }
    let is_fit = |it: &char| it.is_ascii_alphanumeric() || "._+!".contains(*it);
    let version: String = version.chars().take(100).filter(is_fit).collect();
    format!("{}-{}-report.html", stem.trim_matches('_'), version.trim_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_stays_in_its_directory() {
        for (name, version) in [("../../x", "1/../2"), ("", ".."), ("a\0b", "1\n"), ("a b", "1 2")]
        {
            let file = file_name(name, version);
            assert!(!file.contains(['/', '\0', '\n', ' ', '\\']), "{file}");
            assert!(!file.starts_with('.') && file.ends_with("-report.html"), "{file}");
        }
    }
}

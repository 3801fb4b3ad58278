//! A project's page as HTML (PEP 503): links whose last segment is a file's name, with its hash
//! as the fragment.

use super::{IndexFile, MOST, Project, sha256};

/// Reads it. A page without links is one of a project without files.
pub(super) fn read(page: &str) -> Result<Project, String> {
    let mut files = Vec::new();
    for tag in tags(page) {
        let Some(href) = attribute(tag, "href") else { continue };
        let (path, fragment) = href.split_once('#').unwrap_or((href, ""));
        let path = path.split('?').next().unwrap_or_default();
        let Some(file_name) = path.rsplit('/').next().and_then(decoded) else { continue };
        if super::version_of(&file_name).is_none() {
            continue;
        }
        if files.len() == MOST {
            return Err("too many links".into());
        }
        let hash = fragment.split('&').find_map(|part| part.strip_prefix("sha256="));
        let sha256 = hash.and_then(sha256);
        // Without it the index may not know of attestations at all.
        let is_attested = attribute(tag, "data-provenance").map(|_| true);
        let href = Some(href.replace("&amp;", "&"));
        files.push(IndexFile { file_name, sha256, is_attested, href, ..IndexFile::default() });
    }
    let is_page = !files.is_empty() || page.contains("<body") || page.contains("<!DOCTYPE");
    if !is_page {
        return Err("HTML that is no page of a project".into());
    }
    Ok(Project { files, ..Project::default() })
}

/// The insides of the start tags of links.
fn tags(page: &str) -> impl Iterator<Item = &str> {
    page.split('<').skip(1).filter_map(|tag| {
        let inside = tag.split('>').next()?;
        let (name, attributes) = inside.split_once(|letter: char| letter.is_ascii_whitespace())?;
        name.eq_ignore_ascii_case("a").then_some(attributes)
    })
}

/// The value of an attribute, which stands in quotes.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    loop {
        let (before, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let (value, following) = after[1..].split_once(quote)?;
        let before = before.split_ascii_whitespace().next_back().unwrap_or_default();
        if before.eq_ignore_ascii_case(name) {
            return Some(value);
        }
        rest = following;
    }
}

/// A segment of a path without its percent signs and the one entity that URLs need.
fn decoded(segment: &str) -> Option<String> {
    let segment = segment.replace("&amp;", "&").into_bytes();
    let mut bytes = Vec::new();
    let mut at = 0;
    while let Some(byte) = segment.get(at) {
        if *byte == b'%' {
            let digit = |at: usize| char::from(*segment.get(at)?).to_digit(16);
            bytes.push(u8::try_from(digit(at + 1)? * 16 + digit(at + 2)?).ok()?);
            at += 3;
        } else {
            bytes.push(*byte);
            at += 1;
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_files_with_their_hashes() {
        let hash = "ab".repeat(32);
        let page = format!(
            "<!DOCTYPE html><html><body><h1>Links</h1>\
             <a download href=\"/packages/a-1.0%2Bl.tar.gz#sha256={hash}\">a-1.0+l.tar.gz</a><br>\
             <A data-requires-python='&gt;=3.8' class=\"x\"\n href='../a-1.0-py3-none-any.whl#md5=0'>a</A>\
             <a href=\"/\">home</a><abbr href=\"a-3.tar.gz\"></abbr><a name=x>"
        );
        let project = read(&page).unwrap();
        let names: Vec<&str> = project.files.iter().map(|file| file.file_name.as_str()).collect();
        assert_eq!(names, ["a-1.0+l.tar.gz", "a-1.0-py3-none-any.whl"]);
        assert_eq!(project.files[0].sha256.as_deref(), Some(hash.as_str()));
        assert_eq!(project.files[1].sha256, None);
    }

    #[test]
    fn rubbish_does_no_harm() {
        for page in [
            "<a",
            "<a ",
            "<a =",
            "<a href",
            "<a href=",
            "<a href=\"",
            "<a href='%'>",
            "<a href='%zz.tar.gz'>",
            "<a href='%c3.tar.gz'>",
            "<a href='%+f-1.tar.gz'>",
            "<a \u{e9}=\u{e9}>",
            "<a href=\u{e9}x>",
        ] {
            assert!(read(page).is_err(), "{page}");
        }
    }
}

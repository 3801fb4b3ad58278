use std::ops::Range;

use crate::model::{Comment, Kind, WorkflowFile};
use crate::yaml::Node;

/// A container image's name: `[registry/]path[:tag][@digest]`.
///
/// <https://github.com/distribution/reference>
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Image {
    /// Registry and path, as written.
    pub name: String,
    /// Its tag, where it is named.
    pub tag: Option<String>,
    /// `sha256:` and 64 digits, where it is named so.
    pub digest: Option<String>,
}

impl Image {
    /// Taken apart; what is no digest is left in the tag.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let (rest, digest) = match text.rsplit_once('@') {
            Some((rest, digest)) if is_digest(digest) => (rest, Some(digest.to_owned())),
            _ => (text, None),
        };
        // A colon before a `/` is that of a port.
        let (name, tag) = match rest.rsplit_once(':') {
            Some((name, tag)) if !tag.contains('/') => (name, Some(tag.to_owned())),
            _ => (rest, None),
        };
        Self { name: name.into(), tag, digest }
    }
}

fn is_digest(text: &str) -> bool {
    text.strip_prefix("sha256:").is_some_and(|digits| {
        digits.len() == 64 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

/// An image where it is named.
#[derive(Clone, Debug)]
pub struct ImageUse<'a> {
    /// The file it is in.
    pub file: &'a WorkflowFile,
    /// The scalar that names it.
    pub node: &'a Node,
    /// As written, without `docker://`.
    pub text: &'a str,
    /// Taken apart.
    pub image: Image,
    /// Bytes of the name as written; none where quotes or escapes hide them.
    pub bytes: Option<Range<usize>>,
    /// The comment behind it.
    pub comment: Option<Comment<'a>>,
}

impl<'a> ImageUse<'a> {
    pub(super) fn all(file: &'a WorkflowFile) -> Vec<Self> {
        let mut found = Vec::new();
        let mut add = |node: &'a Node| found.extend(Self::of(file, node));
        for job in file.jobs() {
            if file.kind == Kind::Workflow {
                let containers = job.container().into_iter();
                for node in containers.chain(job.services().iter().map(|(_, node)| node)) {
                    add(node.get("image").unwrap_or(node));
                }
            } else if let Some(node) = job.node.get("image") {
                // A Dockerfile of the action's own is no image.
                if node.text().is_some_and(|text| text.starts_with("docker://")) {
                    add(node);
                }
            }
            for step in job.steps() {
                if let Some(node) = step.node.get("uses")
                    && node.text().is_some_and(|text| text.starts_with("docker://"))
                {
                    add(node);
                }
            }
        }
        found
    }

    fn of(file: &'a WorkflowFile, node: &'a Node) -> Option<Self> {
        let text = node.text()?;
        let text = text.strip_prefix("docker://").unwrap_or(text);
        if text.is_empty() {
            return None;
        }
        let written = file.text.get(node.span.bytes.clone()).unwrap_or_default();
        let bytes = written.find(text).map(|at| {
            let start = node.span.bytes.start + at;
            start..start + text.len()
        });
        let comment = Comment::after(&file.text, node.span.bytes.end);
        Some(Self { file, node, text, image: Image::read(text), bytes, comment })
    }

    /// Whether an expression makes it, which nobody knows before it runs.
    #[must_use]
    pub fn is_computed(&self) -> bool {
        self.text.contains("${{")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_is_no_tag_and_a_digest_is_whole() {
        let digest = format!("sha256:{}", "0a".repeat(32));
        for (text, name, tag, pinned) in [
            ("alpine", "alpine", None, false),
            ("alpine:3.20", "alpine", Some("3.20"), false),
            ("localhost:5000/a/b", "localhost:5000/a/b", None, false),
            ("localhost:5000/a/b:1", "localhost:5000/a/b", Some("1"), false),
        ] {
            let image = Image::read(text);
            assert_eq!((image.name.as_str(), image.tag.as_deref()), (name, tag), "{text}");
            assert_eq!(image.digest.is_some(), pinned);
            let image = Image::read(&format!("{text}@{digest}"));
            assert_eq!((image.name.as_str(), image.tag.as_deref()), (name, tag), "{text}");
            assert_eq!(image.digest.as_deref(), Some(digest.as_str()));
        }
        assert_eq!(Image::read("a@sha256:00").digest, None);
    }
}

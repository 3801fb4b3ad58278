use crate::context::Context;
use crate::facts::ImageFacts;
use crate::finding::{Found, Severity};
use crate::rule::Rule;

pub(super) const RULE: Rule = Rule {
    id: "unverified-image",
    severity: Severity::Warning,
    finds: "an image whose registry was not asked, or does not have its digest (`wheelpin pins verify`)",
    why: "A digest cannot be another image's bytes, but it can be one that is gone, or that was never the tag's.",
    remedy: "look it up: `docker buildx imagetools inspect IMAGE`",
    source: "https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests",
    look,
};

fn look(context: &Context<'_>) -> Vec<Found> {
    let Some(facts) = context.facts else { return Vec::new() };
    let mut found = Vec::new();
    for image in context.repository.files.iter().flat_map(|file| file.images()) {
        let Some(digest) = &image.image.digest else { continue };
        let name = &image.image.name;
        let tag = image.image.tag.as_deref();
        let (message, severity) = match facts.images.get(image.text) {
            Some(ImageFacts::There { tag_now }) => match (tag, tag_now) {
                (Some(tag), Some(now)) if now != digest => (
                    format!("{name}:{tag} is {now} now: the pinned one is an older one"),
                    Severity::Info,
                ),
                _ => continue,
            },
            Some(ImageFacts::Missing) => {
                (format!("the registry of {name} has no {digest}"), Severity::Error)
            }
            Some(ImageFacts::Unverified { reason }) => {
                (format!("the digest of {name} is unverified: {reason}"), Severity::Warning)
            }
            None => (
                format!("the digest of {name} is unverified: its registry was not asked"),
                Severity::Warning,
            ),
        };
        found.push(Found::new(&image.file.path, message).at(image.node).severity(severity));
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::facts::{Facts, ImageFacts};
    use crate::finding::Severity;
    use crate::testing::Sample;

    #[test]
    fn a_digest_never_passes_in_silence() {
        let digest = format!("sha256:{}", "0a".repeat(32));
        let text = format!("alpine:3@{digest}");
        let sample = |told: Option<ImageFacts>| {
            let mut facts = Facts::default();
            facts.images.extend(told.map(|told| (text.clone(), told)));
            let steps = format!("- uses: docker://{text}\n");
            let findings = Sample::new().steps(&steps).facts(facts).find("unverified-image");
            findings.first().map(|finding| finding.severity)
        };
        assert_eq!(sample(None), Some(Severity::Warning));
        assert_eq!(sample(Some(ImageFacts::Missing)), Some(Severity::Error));
        assert_eq!(
            sample(Some(ImageFacts::There { tag_now: Some("x".into()) })),
            Some(Severity::Info)
        );
        assert_eq!(sample(Some(ImageFacts::There { tag_now: Some(digest.clone()) })), None);
    }
}

use crate::context::Context;
use crate::downloads::downloads;
use crate::finding::{Found, Severity};
use crate::lock::LOCK;
use crate::pin::pins;
use crate::rule::Rule;

pub(super) const RULE: Rule = Rule {
    id: "not-locked",
    severity: Severity::Error,
    finds: "an action, image or download that is not in the lock file",
    why: "Nobody has verified that it is what its comment says, or that it is there at all.",
    remedy: "verify and lock it: `wheelpin pins lock`; do so after each edit of Dependabot or Renovate",
    source: "https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions",
    look,
};

fn look(context: &Context<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let Some(lock) = context.lock else {
        if let Some(pin) = pins(context.repository).first() {
            let message = format!("there is no {LOCK}: no pin was ever verified");
            found.push(
                Found::new(&pin.uses.file.path, message)
                    .remedy("verify all pins and write it: `wheelpin pins lock`; then commit it"),
            );
        }
        return found;
    };
    for pin in pins(context.repository) {
        let repository = &pin.action.repository;
        let is_told = lock.of(repository).any(|locked| {
            locked.commit == pin.commit
                || (pin.version.is_some() && locked.tag.as_deref() == pin.version)
        });
        if !is_told {
            let message = format!("{} at {} is not in {LOCK}", pin.action.name(), pin.short());
            found.push(Found::new(&pin.uses.file.path, message).at(pin.uses.node));
        }
    }
    for image in context.repository.files.iter().flat_map(|file| file.images()) {
        let Some(digest) = &image.image.digest else { continue };
        let mut known = lock.images.iter().filter(|locked| locked.image == image.image.name);
        if known.clone().any(|locked| locked.digest == *digest && locked.tag == image.image.tag) {
            continue;
        }
        let of = image.image.name.as_str();
        let message = match known.find(|locked| locked.tag == image.image.tag) {
            Some(locked) => format!(
                "{of} has digest {}, and is locked with {}",
                shortened(digest),
                shortened(&locked.digest)
            ),
            None => format!("{of} with digest {} is not in {LOCK}", shortened(digest)),
        };
        found.push(Found::new(&image.file.path, message).at(image.node));
    }
    for download in downloads(context.repository) {
        let Some((input, node, value)) = download.given() else { continue };
        let is_locked = lock.downloads.iter().any(|locked| {
            locked.action.eq_ignore_ascii_case(download.action)
                && locked.input == input
                && locked.value == value
        });
        if !is_locked && !value.contains("${{") {
            let message =
                format!("{} downloads {input}: {value}, which is not in {LOCK}", download.action);
            found.push(Found::new(&download.uses.file.path, message).at(node));
        }
    }
    found
}

/// A digest's first digits.
fn shortened(digest: &str) -> String {
    format!("{}…", digest.get(..19).unwrap_or(digest))
}

#[cfg(test)]
mod tests {
    use crate::testing::{COMMIT, OTHER, Sample, locked};

    #[test]
    fn what_was_never_verified_is_found() {
        let steps = format!("- uses: a/b@{COMMIT} # v1.0.0\n- uses: a/c@{OTHER} # v2\n");
        let sample = Sample::new().steps(&steps).lock(locked(&[("a/b", "v1.0.0", COMMIT)]));
        assert_eq!(sample.lines("not-locked"), [7]);
        let sample = Sample::new().steps(&steps);
        assert_eq!(sample.lines("not-locked"), [0], "without a lock all is told at once");
    }

    #[test]
    fn another_digest_is_told_with_both() {
        let digest = |digit: &str| format!("sha256:{}", digit.repeat(64));
        let mut lock = locked(&[]);
        lock.images.insert(crate::LockedImage {
            image: "alpine".into(),
            tag: Some("3.20".into()),
            digest: digest("1"),
            verified: None,
        });
        let steps = format!(
            "- uses: docker://alpine:3.20@{}\n- uses: docker://alpine:3.20@{}\n",
            digest("1"),
            digest("2")
        );
        let sample = Sample::new().steps(&steps).lock(lock);
        assert_eq!(
            sample.messages("not-locked"),
            ["alpine has digest sha256:222222222222…, and is locked with sha256:111111111111…"]
        );
    }
}

use crate::context::Context;
use crate::finding::{Found, Severity};
use crate::lock::LOCK;
use crate::pin::{pins, short};
use crate::rule::Rule;

pub(super) const RULE: Rule = Rule {
    id: "unused-lock-entry",
    severity: Severity::Info,
    finds: "an entry of the lock file that no workflow uses",
    why: "It is harmless, but the file then says more than is true.",
    remedy: "write the lock anew: `wheelpin pins lock`",
    source: "https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions",
    look,
};

fn look(context: &Context<'_>) -> Vec<Found> {
    let Some(lock) = context.lock else { return Vec::new() };
    let pins = pins(context.repository);
    let actions = lock.actions.iter().filter(|locked| {
        !pins.iter().any(|pin| pin.action.is_of(&locked.action) && pin.commit == locked.commit)
    });
    let mut found: Vec<Found> = actions
        .map(|locked| {
            let tag = locked.tag.as_deref().unwrap_or("without a tag");
            let message =
                format!("nothing uses {} {tag} ({})", locked.action, short(&locked.commit));
            Found::new(LOCK, message)
        })
        .collect();
    let images: Vec<_> = context.repository.files.iter().flat_map(|file| file.images()).collect();
    for locked in &lock.images {
        let is_used = images.iter().any(|image| {
            image.image.name == locked.image && image.image.digest.as_ref() == Some(&locked.digest)
        });
        if !is_used {
            found.push(Found::new(LOCK, format!("nothing uses the image {}", locked.image)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::testing::{COMMIT, OTHER, Sample, locked};

    #[test]
    fn what_nothing_uses_is_named() {
        let sample = Sample::new()
            .steps(&format!("- uses: a/b@{COMMIT} # v1.0.0\n"))
            .lock(locked(&[("a/b", "v1.0.0", COMMIT), ("a/b", "v2.0.0", OTHER)]));
        assert_eq!(sample.messages("unused-lock-entry"), ["nothing uses a/b v2.0.0 (fedcba98)"]);
    }
}

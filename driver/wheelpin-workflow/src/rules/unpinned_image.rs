use crate::context::Context;
use crate::finding::{Found, Severity};
use crate::rule::Rule;

pub(super) const RULE: Rule = Rule {
    id: "unpinned-image",
    severity: Severity::Error,
    finds: "a container image without a digest",
    why: "A tag of an image stands for other bytes whenever its owner likes; the job runs within them.",
    remedy: "name the digest behind the tag: `alpine:3.20@sha256:…` (`docker buildx imagetools inspect IMAGE` shows it)",
    source: "https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idcontainerimage",
    look,
};

fn look(context: &Context<'_>) -> Vec<Found> {
    let images = context.repository.files.iter().flat_map(|file| file.images());
    images
        .filter(|image| image.image.digest.is_none())
        .map(|image| {
            let message = if image.is_computed() {
                format!(
                    "the image {} is known only when it runs: nothing can be said of it",
                    image.text
                )
            } else if image.text.contains('@') {
                format!("the image {} has no whole digest: sha256: and 64 digits", image.text)
            } else {
                format!("the image {} floats: it has no digest", image.text)
            };
            let found = Found::new(&image.file.path, message).at(image.node);
            if image.is_computed() { found.severity(Severity::Warning) } else { found }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    #[test]
    fn containers_services_and_docker_steps_need_a_digest() {
        let digest = format!("sha256:{}", "0a".repeat(32));
        let sample = Sample::new()
            .workflow(&format!(
                "jobs:\n  a:\n    container: alpine:3\n    services:\n      b:\n        image: redis\n      \
                 c:\n        image: redis:7@{digest}\n    steps:\n      - uses: docker://alpine@{digest}\n      \
                 - uses: docker://alpine:3\n  d:\n    container:\n      image: ${{{{ matrix.image }}}}\n"
            ))
            .file(".github/actions/x/action.yml", "runs:\n  using: docker\n  image: docker://a\n")
            .file(".github/actions/y/action.yml", "runs:\n  using: docker\n  image: Dockerfile\n");
        assert_eq!(sample.lines("unpinned-image"), [3, 3, 6, 11, 14]);
    }
}

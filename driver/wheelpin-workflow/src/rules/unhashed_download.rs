use crate::context::Context;
use crate::downloads::downloads;
use crate::finding::{Found, Severity};
use crate::rule::Rule;

pub(super) const RULE: Rule = Rule {
    id: "unhashed-download",
    severity: Severity::Info,
    finds: "an installer that downloads a fixed version without a hash",
    why: "The version says which file, and nothing says which bytes: whoever serves it decides.",
    remedy: "give its hash where the action has an input for it; else know that its server is trusted",
    source: "https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions",
    look,
};

fn look(context: &Context<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for download in downloads(context.repository) {
        let Some((input, node, value)) = download.given() else { continue };
        if download.floats() || download.is_hashed() {
            continue;
        }
        let message = format!("{} downloads {input}: {value} without a hash", download.action);
        let of = Found::new(&download.uses.file.path, message).at(node);
        found.push(match download.installer.hash {
            Some(hash) => of.remedy(format!("give its SHA-256 as the input `{hash}`")),
            None => of,
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::testing::{COMMIT, Sample};

    #[test]
    fn a_version_without_a_checksum_is_told() {
        let sample = Sample::new().steps(&format!(
            "- uses: astral-sh/setup-uv@{COMMIT}\n  with: {{version: 0.9.1}}\n\
             - uses: astral-sh/setup-uv@{COMMIT}\n  with: {{version: 0.9.1, checksum: 00}}\n"
        ));
        assert_eq!(sample.lines("unhashed-download"), [7]);
    }
}

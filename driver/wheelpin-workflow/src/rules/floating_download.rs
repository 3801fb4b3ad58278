use crate::context::Context;
use crate::downloads::downloads;
use crate::finding::{Found, Severity};
use crate::rule::Rule;

pub(super) const RULE: Rule = Rule {
    id: "floating-download",
    severity: Severity::Warning,
    finds: "an installer that is free in what it downloads",
    why: "The action is pinned, and what it fetches and runs is not: the job runs other code \
          tomorrow without a change in the repository.",
    remedy: "name the version in the action's inputs",
    source: "https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions",
    look,
};

fn look(context: &Context<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for download in downloads(context.repository) {
        if !download.floats() {
            continue;
        }
        let what = download.installer.what;
        let of = match download.given() {
            Some((input, node, value)) => {
                let message = format!(
                    "{} installs {what} of {input}: {value}, which can change",
                    download.action
                );
                Found::new(&download.uses.file.path, message).at(node)
            }
            None => {
                let message = format!("{} installs whatever {what} is newest", download.action);
                Found::new(&download.uses.file.path, message).at(download.uses.node)
            }
        };
        found.push(of.remedy(download.installer.remedy));
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::testing::{COMMIT, Sample};

    fn lines(action: &str, with: &str) -> Vec<usize> {
        let steps = format!("- uses: {action}@{COMMIT} # v1.0.0\n  with: {{{with}}}\n");
        Sample::new().steps(&steps).lines("floating-download")
    }

    #[test]
    fn only_a_version_or_commit_is_fixed() {
        let nix = "cachix/install-nix-action";
        assert_eq!(lines(nix, ""), [0; 0]);
        assert_eq!(lines(nix, "install_url: https://example.org/nix/nix-2.34.1/install"), [0; 0]);
        assert_eq!(lines(nix, "install_url: https://example.org/nix/install"), [7]);
        let nix = "determinatesystems/nix-installer-action";
        assert_eq!(lines(nix, ""), [6]);
        assert_eq!(lines(nix, "source-tag: v3.11.2"), [0; 0]);
        assert_eq!(lines(nix, "source-branch: main"), [7]);
        assert_eq!(lines(nix, &format!("source-revision: {COMMIT}")), [0; 0]);
        assert_eq!(lines("astral-sh/setup-uv", "version: '0.9'"), [7]);
        assert_eq!(lines("astral-sh/setup-uv", "version: 0.9.1"), [0; 0]);
    }
}

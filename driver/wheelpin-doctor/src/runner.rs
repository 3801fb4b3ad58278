use crate::platform::{Os, Platform};

/// The machine behind one of GitHub's `runs-on` labels; none for others.
///
/// <https://docs.github.com/en/actions/reference/runners/github-hosted-runners>
pub(crate) fn runner(label: &str) -> Option<Platform> {
    let label = label.trim();
    let (system, rest) = label.split_once('-')?;
    let arm = rest.contains("arm") || rest.contains("aarch64");
    Some(match system {
        "ubuntu" => Platform::new(Os::Manylinux, if arm { "aarch64" } else { "x86_64" }),
        "windows" => Platform::new(Os::Windows, if arm { "arm64" } else { "x86_64" }),
        "macos" => {
            // From macOS 14 on runners are Apple silicon, but for -intel and -large.
            let intel = rest.contains("intel") || rest.ends_with("-large") || is_before_14(rest);
            Platform::new(Os::Macos, if intel { "x86_64" } else { "arm64" })
        }
        _ => return None,
    })
}

fn is_before_14(rest: &str) -> bool {
    let number = rest.split(['.', '-']).next().and_then(|number| number.parse::<u8>().ok());
    number.is_some_and(|number| number < 14) && !rest.ends_with("xlarge")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_name_machines() {
        for (label, platform) in [
            ("ubuntu-latest", "manylinux-x86_64"),
            ("ubuntu-24.04-arm", "manylinux-aarch64"),
            ("macos-latest", "macos-arm64"),
            ("macos-13", "macos-x86_64"),
            ("macos-15-intel", "macos-x86_64"),
            ("windows-11-arm", "windows-arm64"),
            ("windows-2022", "windows-x86_64"),
        ] {
            assert_eq!(runner(label).unwrap().to_string(), platform);
        }
        assert_eq!(runner("self-hosted"), None);
    }
}

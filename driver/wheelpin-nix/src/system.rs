use std::env::consts::{ARCH, OS};

/// Nix's name of the system that this program was compiled for
/// (`x86_64-linux`, `aarch64-darwin`), which is the build host of a plan.
#[must_use]
pub fn build_host() -> String {
    name(ARCH, OS)
}

/// From Rust's names of architecture and operating system to Nix's.
fn name(arch: &str, os: &str) -> String {
    let arch = match arch {
        "x86" => "i686",
        "arm" => "armv7l",
        "powerpc64" => "powerpc64le",
        other => other,
    };
    let os = match os {
        "macos" => "darwin",
        other => other,
    };
    format!("{arch}-{os}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn apple_systems_are_called_darwin() {
        assert_eq!(name("aarch64", "macos"), "aarch64-darwin");
    }

    #[test]
    fn linux_keeps_its_name() {
        assert_eq!(name("x86_64", "linux"), "x86_64-linux");
        assert_eq!(name("x86", "linux"), "i686-linux");
    }
}

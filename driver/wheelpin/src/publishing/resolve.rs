use std::fs;
use std::path::Path;
use std::time::Duration;

use wheelpin_nix::Interrupt;
use wheelpin_process::Call;
use wheelpin_wheel::WheelName;

/// How long one installation may take: it downloads one wheel.
const LIMIT: Duration = Duration::from_secs(180);

/// Asks uv which wheel it takes of a release, for the platform and the oldest Python of each
/// wheel; gives what is wrong. None: there is no uv here, or no Python that it works with.
pub(crate) async fn resolve(
    simple: &str,
    authorities: &[std::path::PathBuf],
    project: &str,
    version: &str,
    wheels: &[String],
    interrupt: &Interrupt,
) -> Option<Result<usize, String>> {
    let mut asked = 0;
    for wheel in wheels {
        let Ok(name) = WheelName::parse(wheel) else { continue };
        let Some(platform) = name.platforms.first().and_then(|tag| platform(tag)) else { continue };
        let Some(python) = python(&name) else { continue };
        let scratch = tempfile::tempdir().ok()?;
        let target = scratch.path().join("target");
        let mut argv: Vec<std::ffi::OsString> = [
            "--no-config",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--only-binary",
            ":all:",
            "--no-cache",
            "--index-url",
            simple,
            "--python-platform",
            platform,
            "--python-version",
            &python,
            "--target",
        ]
        .iter()
        .map(Into::into)
        .collect();
        argv.push(target.clone().into());
        argv.push(format!("{project}=={version}").into());
        let mut environment: Vec<(std::ffi::OsString, std::ffi::OsString)> =
            std::env::vars_os().filter(|(name, _)| name != "SSL_CERT_FILE").collect();
        if let Some(authority) = authorities.first() {
            environment.push(("SSL_CERT_FILE".into(), authority.into()));
        }
        let call = Call {
            program: "uv".into(),
            argv,
            directory: Some(scratch.path().into()),
            environment: Some(environment),
            limit: Some(LIMIT),
        };
        let finished = wheelpin_process::run(&call, interrupt).await.ok()?;
        let said = String::from_utf8_lossy(&finished.stderr).into_owned();
        if !finished.status.success() {
            // No Python to work with says nothing about the index.
            if said.contains("No interpreter found") || said.contains("No virtual environment") {
                return None;
            }
            let line = said.lines().find(|line| !line.trim().is_empty()).unwrap_or("it failed");
            return Some(Err(format!("uv finds nothing for {platform}, Python {python}: {line}")));
        }
        let expected: Vec<String> = name.expanded().collect();
        match installed(&target) {
            Some(tags) if tags.iter().any(|tag| expected.contains(tag)) => asked += 1,
            Some(tags) => {
                let got = tags.first().cloned().unwrap_or_default();
                return Some(Err(format!(
                    "uv takes the wheel {got} for {platform}, Python {python}, and not {wheel}"
                )));
            }
            None => return Some(Err(format!("uv installed no wheel for {platform}"))),
        }
    }
    Some(Ok(asked))
}

/// The tags of what was installed.
fn installed(target: &Path) -> Option<Vec<String>> {
    for entry in fs::read_dir(target).ok()?.flatten() {
        if entry.file_name().to_string_lossy().ends_with(".dist-info") {
            let text = fs::read_to_string(entry.path().join("WHEEL")).ok()?;
            let tags = text.lines().filter_map(|line| line.strip_prefix("Tag: "));
            return Some(tags.map(|tag| tag.trim().to_owned()).collect());
        }
    }
    None
}

/// What uv calls a platform; none of those that it does not know.
fn platform(tag: &str) -> Option<&'static str> {
    // uv's `--python-platform` (0.12): a target triple, or a manylinux level of two processors.
    let known = [
        ("manylinux_2_17_x86_64", "x86_64-manylinux_2_17"),
        ("manylinux2014_x86_64", "x86_64-manylinux2014"),
        ("manylinux_2_28_x86_64", "x86_64-manylinux_2_28"),
        ("manylinux_2_17_aarch64", "aarch64-manylinux_2_17"),
        ("manylinux2014_aarch64", "aarch64-manylinux2014"),
        ("manylinux_2_28_aarch64", "aarch64-manylinux_2_28"),
        ("musllinux_1_2_x86_64", "x86_64-unknown-linux-musl"),
        ("musllinux_1_2_aarch64", "aarch64-unknown-linux-musl"),
        ("win_amd64", "x86_64-pc-windows-msvc"),
        ("win32", "i686-pc-windows-msvc"),
        ("win_arm64", "aarch64-pc-windows-msvc"),
    ];
    if let Some((_, platform)) = known.iter().find(|(known, _)| *known == tag) {
        return Some(platform);
    }
    let is_macos = tag.starts_with("macosx_");
    match tag {
        _ if is_macos && tag.ends_with("_arm64") => Some("aarch64-apple-darwin"),
        _ if is_macos && tag.ends_with("_x86_64") => Some("x86_64-apple-darwin"),
        _ => None,
    }
}

/// The oldest Python of a wheel, where uv has a way to say it.
fn python(name: &WheelName) -> Option<String> {
    let tag = name.pythons.first()?;
    let is_free_threaded = name.abis.iter().any(|abi| abi.ends_with('t') && abi != "abi3t");
    if let Some(minor) = tag.strip_prefix("cp3") {
        let minor: u32 = minor.parse().ok()?;
        return (!is_free_threaded && !name.has_abi("abi3t")).then(|| format!("3.{minor}"));
    }
    (tag == "py3").then(|| "3.12".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_uv_is_asked_comes_from_the_tags() {
        let of = |file: &str| {
            let name = WheelName::parse(file).unwrap();
            (name.platforms.first().and_then(|tag| platform(tag)), python(&name))
        };
        assert_eq!(
            of("a-1-cp311-abi3-manylinux_2_28_x86_64.whl"),
            (Some("x86_64-manylinux_2_28"), Some("3.11".into()))
        );
        assert_eq!(
            of("a-1-cp311-abi3-macosx_11_0_arm64.whl"),
            (Some("aarch64-apple-darwin"), Some("3.11".into()))
        );
        assert_eq!(of("a-1-cp314-cp314t-win_amd64.whl").1, None);
        assert_eq!(of("a-1-py3-none-manylinux_2_39_s390x.whl"), (None, Some("3.12".into())));
    }
}

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use url::Url;
use wheelpin_nix::Interrupt;
use wheelpin_process::Call;
use wheelpin_publish::Login;
use wheelpin_wheel::WheelName;

/// How long one installation may take: it downloads one wheel.
const LIMIT: Duration = Duration::from_secs(180);

/// A release that uv is asked for.
pub(crate) struct Asked<'a> {
    /// The simple API.
    pub(crate) simple: &'a Url,
    /// Certificates of authorities beside those of the system.
    pub(crate) authorities: &'a [PathBuf],
    /// Whom the index lets read.
    pub(crate) login: Option<&'a Login>,
    pub(crate) project: &'a str,
    pub(crate) version: &'a str,
    /// The project's Requires-Python.
    pub(crate) requires_python: Option<&'a str>,
    pub(crate) wheels: &'a [String],
}

/// What uv takes.
pub(crate) enum Taken {
    /// The right wheel, so many times.
    Right(usize),
    /// Another wheel, or none, and for whom.
    Wrong(String),
    /// It could not be asked, and why.
    Unknown(String),
}

/// Asks uv which wheel it takes of a release, for the platform and the oldest Python of each
/// wheel. None: there is no uv here.
pub(crate) async fn resolve(asked: &Asked<'_>, interrupt: &Interrupt) -> Option<Taken> {
    let mut right = 0;
    let index = format!("wheelpin={}", asked.simple);
    let scratch = tempfile::tempdir().ok()?;
    let authorities = match joined(asked.authorities, scratch.path()) {
        Ok(authorities) => authorities,
        Err(error) => return Some(Taken::Unknown(format!("certificates of authorities: {error}"))),
    };
    for wheel in asked.wheels {
        let Ok(name) = WheelName::parse(wheel) else { continue };
        let Some(platform) = name.platforms.first().and_then(|tag| platform(tag)) else { continue };
        let Some(python) = python(&name, asked.requires_python) else { continue };
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
            "--default-index",
            &index,
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
        argv.push(format!("{}=={}", asked.project, asked.version).into());
        // A person's own settings of uv are not those of who installs.
        let mut environment: Vec<(std::ffi::OsString, std::ffi::OsString)> = std::env::vars_os()
            .filter(|(name, _)| !name.to_string_lossy().starts_with("UV_"))
            .filter(|(name, _)| name != "SSL_CERT_FILE" || authorities.is_none())
            .collect();
        if let Some(authorities) = &authorities {
            environment.push(("SSL_CERT_FILE".into(), authorities.into()));
        }
        if let Some(level) = deployment_target(&name) {
            environment.push(("MACOSX_DEPLOYMENT_TARGET".into(), level.into()));
        }
        if let Some(login) = asked.login {
            // Of an index that has a name uv takes them from its environment.
            environment.push(("UV_INDEX_WHEELPIN_USERNAME".into(), login.user.clone().into()));
            let password = login.password.expose().into();
            environment.push(("UV_INDEX_WHEELPIN_PASSWORD".into(), password));
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
            let line = said.lines().find(|line| !line.trim().is_empty()).unwrap_or("it failed");
            // Anything but "there is none" says nothing about the wheels.
            if !said.contains("No solution found") {
                return Some(Taken::Unknown(format!("uv: {line}")));
            }
            let text = format!("uv finds nothing for {platform}, Python {python}: {line}");
            return Some(Taken::Wrong(text));
        }
        let expected: Vec<String> = name.expanded().collect();
        match installed(&target) {
            Some(tags) if tags.iter().any(|tag| expected.contains(tag)) => right += 1,
            Some(tags) => {
                let got = tags.first().cloned().unwrap_or_default();
                return Some(Taken::Wrong(format!(
                    "uv takes the wheel {got} for {platform}, Python {python}, and not {wheel}"
                )));
            }
            None => {
                return Some(Taken::Wrong(format!("uv installed no wheel for {platform}")));
            }
        }
    }
    Some(Taken::Right(right))
}

/// Certificates of several files as one.
fn joined(files: &[PathBuf], directory: &Path) -> std::io::Result<Option<PathBuf>> {
    if files.is_empty() {
        return Ok(None);
    }
    let mut all = Vec::new();
    for file in files {
        all.extend(fs::read(file)?);
        all.push(b'\n');
    }
    let path = directory.join("authorities.pem");
    fs::write(&path, all)?;
    Ok(Some(path))
}

/// The release of macOS that a wheel is for, `14.0`; uv assumes one of its own.
fn deployment_target(name: &WheelName) -> Option<String> {
    let level = name.platforms.first()?.strip_prefix("macosx_")?;
    let mut numbers = level.split('_');
    Some(format!("{}.{}", numbers.next()?, numbers.next()?))
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

/// The oldest Python that a wheel is for and its project allows, where uv has a way to say it.
fn python(name: &WheelName, requires: Option<&str>) -> Option<String> {
    let floor = requires.and_then(floor).unwrap_or_default();
    let tag = name.pythons.first()?;
    let is_free_threaded = name.abis.iter().any(|abi| abi.ends_with('t') && abi != "abi3t");
    if let Some(minor) = tag.strip_prefix("cp3") {
        let minor: u32 = minor.parse().ok()?;
        // Only a stable ABI's wheel is for later ones.
        let minor = if name.has_abi("abi3") { minor.max(floor) } else { minor };
        return (!is_free_threaded && !name.has_abi("abi3t")).then(|| format!("3.{minor}"));
    }
    (tag == "py3").then(|| format!("3.{}", floor.max(12)))
}

/// The 3.x that `>=3.x` of a Requires-Python begins with.
fn floor(requires: &str) -> Option<u32> {
    let clauses = requires.split(',').map(str::trim);
    let floors = clauses.filter_map(|it| it.strip_prefix(">=")?.trim().strip_prefix("3."));
    floors.filter_map(|it| it.split('.').next()?.parse().ok()).max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_uv_is_asked_comes_from_the_tags() {
        let of = |file: &str| {
            let name = WheelName::parse(file).unwrap();
            (name.platforms.first().and_then(|tag| platform(tag)), python(&name, None))
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
        let name = WheelName::parse("a-1-cp38-abi3-macosx_14_0_arm64.whl").unwrap();
        assert_eq!(python(&name, Some(">=3.10,<4")), Some("3.10".into()));
        assert_eq!(python(&name, Some("<4, >= 3.9.1")), Some("3.9".into()));
        assert_eq!(deployment_target(&name), Some("14.0".into()));
    }
}

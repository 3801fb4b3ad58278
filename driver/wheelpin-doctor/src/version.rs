/// A Cargo version as Python has it, in PEP 440's normal form; none where Python
/// has no such version.
///
/// <https://packaging.python.org/en/latest/specifications/version-specifiers/#normalization>
pub(crate) fn python_version(version: &str) -> Option<String> {
    let version = version.trim().to_ascii_lowercase();
    let version = version.strip_prefix('v').unwrap_or(&version);
    let (public, local) = match version.split_once('+') {
        Some((public, local)) => (public, Some(local)),
        None => (version, None),
    };
    let end = public.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(public.len());
    let (release, mut rest) = public.split_at(end);
    let mut normal = number_list(release.trim_end_matches('.'))?;
    while !rest.is_empty() {
        rest = rest.trim_start_matches(['-', '.', '_']);
        let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let (label, after) = rest.split_at(end);
        let after = after.trim_start_matches(['-', '.', '_']);
        let end = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
        let (digits, after) = after.split_at(end);
        normal.push_str(match label {
            "a" | "alpha" => "a",
            "b" | "beta" => "b",
            "c" | "rc" | "pre" | "preview" => "rc",
            "post" | "rev" | "r" => ".post",
            "dev" => ".dev",
            _ => return None,
        });
        normal.push_str(&number(if digits.is_empty() { "0" } else { digits })?);
        rest = after;
    }
    if let Some(local) = local {
        normal.push('+');
        normal.push_str(&local.replace(['-', '_'], "."));
    }
    Some(normal)
}

fn number_list(release: &str) -> Option<String> {
    let numbers = release.split('.').map(number).collect::<Option<Vec<_>>>()?;
    Some(numbers.join("."))
}

fn number(digits: &str) -> Option<String> {
    let valid = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let trimmed = digits.trim_start_matches('0');
    valid.then(|| if trimmed.is_empty() { "0".into() } else { trimmed.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_have_one_normal_form() {
        for (version, python) in [
            ("1.2.3", Some("1.2.3")),
            ("1.2.3-alpha.1", Some("1.2.3a1")),
            ("0.0.4-alpha", Some("0.0.4a0")),
            ("1.0.0rc1", Some("1.0.0rc1")),
            ("1.0.0-rc.1+build-2", Some("1.0.0rc1+build.2")),
            ("1.0.0-beta.2.dev3", Some("1.0.0b2.dev3")),
            ("1.0.0-nightly", None),
            ("1.0.0-alpha.x", None),
            ("", None),
            ("1..2", None),
        ] {
            assert_eq!(python_version(version).as_deref(), python, "{version}");
        }
    }
}

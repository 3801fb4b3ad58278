/// Whether PyPI takes it as an address: `http` or `https`, without square brackets behind the
/// host, and with a port that there is (warehouse, `utils/http.py`). Other characters that RFC
/// 3986 forbids are percent-encoded before they are looked at (rfc3986 2.0.0, `normalize`).
pub(crate) fn is_web_address(url: &str) -> bool {
    let Some((scheme, rest)) = url.split_once(':') else { return false };
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return false;
    }
    let rest = rest.split_once('#').map_or(rest, |(rest, _)| rest);
    let (authority, path) = match rest.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len())),
        None => ("", rest),
    };
    !path.contains(['[', ']']) && has_port_that_exists(authority)
}

fn has_port_that_exists(authority: &str) -> bool {
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let is_plain = |one: char| one.is_ascii_alphanumeric() || matches!(one, '.' | '-');
    match host.split_once(':') {
        // What is no host at all is passed over as a whole.
        Some((name, port)) if name.chars().all(is_plain) && !port.is_empty() => {
            let is_number = port.bytes().all(|byte| byte.is_ascii_digit());
            !is_number || port.parse::<u16>().is_ok()
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_other_text() {
        for url in [
            "https://example.com",
            "HTTP://example.com:80/a/b%20c?d=e/f#g [h]",
            "https://user@example.com/~a/(b)",
            "https://[::1]/",
            "https:example.com",
            "https://example.com/é",
            "https://example.com/a b",
            "https://example.com:port/",
        ] {
            assert!(is_web_address(url), "{url}");
        }
        for url in [
            "",
            "UNKNOWN",
            "example.com",
            "ftp://example.com",
            "https://example.com/[a]",
            "https://example.com?a[]=b",
            "https://example.com:99999/",
            "git@example.com:a/b",
        ] {
            assert!(!is_web_address(url), "{url}");
        }
    }
}

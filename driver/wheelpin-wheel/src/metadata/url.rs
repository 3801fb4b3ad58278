/// Whether PyPI takes it as an address: `http` or `https`, and no character that RFC 3986
/// forbids (warehouse, `utils/http.py`; rfc3986 2.0.0). It may lack a host.
pub(crate) fn is_web_address(url: &str) -> bool {
    let Some((scheme, rest)) = url.split_once(':') else { return false };
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return false;
    }
    let rest = rest.split_once('#').map_or(rest, |(rest, _)| rest);
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let path = match rest.strip_prefix("//") {
        Some(rest) => {
            let end = rest.find('/').unwrap_or(rest.len());
            let (authority, path) = rest.split_at(end);
            if !is_authority(authority) {
                return false;
            }
            path
        }
        None => rest,
    };
    // What is not ASCII is percent-encoded before it is looked at.
    is_made_of(path, "/:@") && is_made_of(query, "/:@?")
}

fn is_authority(authority: &str) -> bool {
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    if let Some(address) = host.strip_prefix('[') {
        return address.contains(']');
    }
    let (host, port) = host.split_once(':').unwrap_or((host, ""));
    port.bytes().all(|byte| byte.is_ascii_digit()) && is_made_of(host, "")
}

/// Whether there are only unreserved characters, sub-delimiters and whole percent-encodings
/// (RFC 3986, §2), and those of `others`.
fn is_made_of(part: &str, others: &str) -> bool {
    let plain = "-._~!$&'()*+,;=";
    part.char_indices().all(|(at, one)| match one {
        '%' => part
            .as_bytes()
            .get(at + 1..at + 3)
            .is_some_and(|code| code.iter().all(u8::is_ascii_hexdigit)),
        _ => {
            one.is_ascii_alphanumeric()
                || !one.is_ascii()
                || plain.contains(one)
                || others.contains(one)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_other_text() {
        for url in [
            "https://example.com",
            "HTTP://example.com:80/a/b%20c?d=e/f#g h",
            "https://user@example.com/~a/(b)",
            "https://[::1]/",
            "https:example.com",
            "https://example.com/é",
        ] {
            assert!(is_web_address(url), "{url}");
        }
        for url in [
            "",
            "UNKNOWN",
            "example.com",
            "ftp://example.com",
            "https://example.com/a b",
            "https://exa mple.com",
            "https://example.com:port/",
            "https://example.com/%zz",
            "https://example.com/<a>",
            "git@example.com:a/b",
        ] {
            assert!(!is_web_address(url), "{url}");
        }
    }
}

//! Where a project's repository is, for badges and the publisher's settings.

/// The address of a repository as a browser takes it, of a remote's or a project's own.
pub(crate) fn page(address: &str) -> Option<String> {
    let address = address.trim();
    let rest = match address.strip_prefix("git@") {
        Some(rest) => rest.replacen(':', "/", 1),
        None => {
            let (scheme, rest) = address.split_once("://")?;
            ["https", "http", "ssh", "git", "git+https"]
                .contains(&scheme)
                .then(|| rest.to_owned())?
        }
    };
    let rest = rest.rsplit_once('@').map_or(rest.as_str(), |(_, rest)| rest);
    let (host, path) = rest.split_once('/')?;
    let path = path.split(['?', '#']).next()?.trim_end_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path);
    let mut words = path.split('/');
    let (owner, name) = (words.next()?, words.next()?);
    let is_name = |word: &str| {
        !word.is_empty() && word.chars().all(|it| it.is_ascii_alphanumeric() || "._-".contains(it))
    };
    // The port is that of ssh.
    let host = host.split(':').next()?.to_ascii_lowercase();
    // Pages of projects are on hosts of their own.
    let is_forge =
        ["github", "gitlab"].iter().any(|it| host.contains(it)) && !host.ends_with(".io");
    if !is_forge || !is_name(owner) || !is_name(name) {
        return None;
    }
    // GitLab has groups within groups; `-` begins what is no name.
    let mut page = format!("https://{host}/{owner}/{name}");
    if host.contains("gitlab") {
        for word in words.take_while(|word| *word != "-" && is_name(word)) {
            page.push('/');
            page.push_str(word);
        }
    }
    Some(page)
}

/// The forge's address and `OWNER/NAME`.
pub(crate) fn parts(page: &str) -> Option<(String, String)> {
    let (scheme, rest) = page.split_once("://")?;
    let (host, path) = rest.split_once('/')?;
    Some((format!("{scheme}://{host}"), path.trim_end_matches('/').to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_an_address_is_one_page() {
        for address in [
            "git@github.example:acme/sample.git",
            "https://github.example/acme/sample",
            "https://github.example/acme/sample/tree/main#readme",
            "ssh://git@github.example:22/acme/sample.git",
            "https://user:secret@github.example/acme/sample/",
        ] {
            assert_eq!(
                page(address).as_deref(),
                Some("https://github.example/acme/sample"),
                "{address}"
            );
        }
        assert_eq!(
            page("git@gitlab.example:group/sub/name.git").as_deref(),
            Some("https://gitlab.example/group/sub/name")
        );
        for address in [
            "https://acme.github.io/docs/en/",
            "/srv/git/sample.git",
            "https://docs.example/acme/sample",
            "github",
            "",
        ] {
            assert_eq!(page(address), None, "{address}");
        }
        assert_eq!(
            parts("https://github.example/acme/sample"),
            Some(("https://github.example".into(), "acme/sample".into()))
        );
    }
}

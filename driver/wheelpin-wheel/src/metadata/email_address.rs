/// Why the address of an `Author-email` or `Maintainer-email` is one that PyPI refuses
/// (email-validator 2.3.0, without asking for the domain); none where it is sound or empty, and
/// where it is of a form that versions of Python take apart in different ways.
pub(crate) fn email_problem(field: &str) -> Option<String> {
    let address = plain_address(field)?;
    let problem = |why: &str| Some(format!("{address:?} {why}"));
    let Some((local, domain)) = address.split_once('@') else {
        return problem("has no @");
    };
    if has_bad_dots(local) {
        return problem("has a dot at the wrong place before the @");
    }
    if has_bad_dots(domain) || !domain.contains('.') {
        return problem("has no whole domain behind the @");
    }
    let is_host =
        |one: char| one.is_ascii_alphanumeric() || !one.is_ascii() || matches!(one, '-' | '.');
    if !domain.chars().all(is_host) {
        return problem("has characters behind the @ that no domain has");
    }
    let top = domain.rsplit('.').next().unwrap_or_default();
    if SPECIAL.iter().any(|special| top.eq_ignore_ascii_case(special)) {
        return problem("is of a domain that nobody can reach");
    }
    None
}

/// Top-level domains that email-validator refuses (RFC 6761 and others).
const SPECIAL: &[&str] = &["arpa", "invalid", "local", "localhost", "onion", "test"];

fn has_bad_dots(part: &str) -> bool {
    part.is_empty() || part.starts_with('.') || part.ends_with('.') || part.contains("..")
}

/// The only address of a field: `NAME <ADDRESS>` or `ADDRESS`, of letters, digits and marks
/// that need no quotes, with one `@` between other characters or none at all.
fn plain_address(field: &str) -> Option<&str> {
    let field = field.trim();
    let address = match field.strip_suffix('>') {
        Some(rest) => {
            let (name, address) = rest.split_once('<')?;
            let is_word = |one: char| one.is_alphanumeric() || matches!(one, ' ' | '-' | '_');
            name.chars().all(is_word).then_some(address)?
        }
        None => field,
    };
    let is_plain = |one: char| one.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.@".contains(one);
    let is_whole = !address.is_empty()
        && address.chars().all(is_plain)
        && !address.starts_with('@')
        && !address.ends_with('@')
        && address.matches('@').count() < 2;
    is_whole.then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_people_are_right() {
        for field in [
            "a@example.com",
            "A B <a.b+c@mail.example.com>",
            "A B <a@example.com>, C <nonsense>",
            "\"B, A\" <a@example.com>",
            "",
            "Nobody In Particular",
            "é@exämple.com",
        ] {
            assert_eq!(email_problem(field), None, "{field}");
        }
    }

    #[test]
    fn others_are_not() {
        for field in [
            "nobody",
            "A <a@b>",
            "a@example..com",
            ".a@example.com",
            "a@exa_mple.com",
            "a@here.local",
        ] {
            assert!(email_problem(field).is_some(), "{field}");
        }
    }
}

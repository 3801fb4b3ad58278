/// Why the first address of an `Author-email` or `Maintainer-email` is one that PyPI refuses
/// (email-validator 2.3.0, without asking for the domain); none where it is sound, empty, or
/// cannot be told apart for certain.
pub(crate) fn email_problem(field: &str) -> Option<String> {
    let address = first_address(field)?;
    let problem = |why: &str| Some(format!("{address:?} {why}"));
    let Some((local, domain)) = address.rsplit_once('@') else {
        return problem("has no @");
    };
    if local.is_empty() {
        return problem("has nothing before the @");
    }
    if local.chars().count() > 64 {
        return problem("has more than 64 characters before the @");
    }
    if local.contains('@') {
        return problem("has more than one @");
    }
    if has_bad_dots(local) {
        return problem("has a dot at the wrong place before the @");
    }
    let is_atom = |one: char| one.is_ascii_alphanumeric() || !one.is_ascii() || ATOM.contains(one);
    if !local.chars().all(|one| is_atom(one) || one == '.') {
        return problem("has characters before the @ that no address has");
    }
    if has_bad_dots(domain) || !domain.contains('.') {
        return problem("has no whole domain behind the @");
    }
    let is_host =
        |one: char| one.is_ascii_alphanumeric() || !one.is_ascii() || one == '-' || one == '.';
    if !domain.chars().all(is_host) {
        return problem("has characters behind the @ that no domain has");
    }
    let top = domain.rsplit('.').next().unwrap_or_default();
    if SPECIAL.iter().any(|special| top.eq_ignore_ascii_case(special)) {
        return problem("is of a domain that nobody can reach");
    }
    None
}

/// RFC 5322, `atext`, without letters and digits.
const ATOM: &str = "!#$%&'*+-/=?^_`{|}~";

/// Top-level domains that email-validator refuses (RFC 6761 and others).
const SPECIAL: &[&str] = &["arpa", "invalid", "local", "localhost", "onion", "test"];

fn has_bad_dots(part: &str) -> bool {
    part.is_empty() || part.starts_with('.') || part.ends_with('.') || part.contains("..")
}

/// The address as Python's `email.utils.parseaddr` takes it, where that is plain: within the
/// first angle brackets, or all up to a comma. Quotes and comments are left alone.
fn first_address(field: &str) -> Option<&str> {
    if field.contains(['"', '(', '\\', '\n']) {
        return None;
    }
    let first = field.split(',').next()?;
    let address = match first.split_once('<') {
        Some((_, rest)) => rest.split_once('>')?.0,
        // Words without an @ are no address to some versions of Python.
        None if !first.contains('@') && first.trim().contains(' ') => return None,
        None => first,
    };
    let address = address.trim();
    (!address.is_empty()).then_some(address)
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
            "a@",
            "@example.com",
            "a@b@example.com",
            "a b@example.com",
            "a@exa_mple.com",
            "a@here.local",
            "A <a at example.com>",
        ] {
            assert!(email_problem(field).is_some(), "{field}");
        }
    }
}

//! Shapes of tokens and keys, as their issuers document them.

/// The fewest different characters in something that is random.
const DIFFERENT: usize = 10;

/// The length of a token: `prefix` bytes, then at least `least` letters, digits and
/// bytes of `more`, that look random.
pub(super) fn token(rest: &[u8], prefix: usize, least: usize, more: &[u8]) -> Option<usize> {
    let body = rest.get(prefix..)?;
    let is_of_token = |byte: &&u8| byte.is_ascii_alphanumeric() || more.contains(byte);
    let length = body.iter().take_while(is_of_token).count();
    let body = &body[..length];
    let looks_random = different(body) >= DIFFERENT && body.iter().any(u8::is_ascii_digit);
    (length >= least && looks_random && !is_example(body)).then_some(prefix + length)
}

/// An access key of AWS: `AKIA` and 16 capitals and digits.
pub(super) fn aws(rest: &[u8]) -> Option<usize> {
    let is_of_key = |byte: &&u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    let length = rest.iter().take_while(is_of_key).count();
    let body = rest.get(4..20)?;
    let has_both = body.iter().any(u8::is_ascii_digit) && body.iter().any(u8::is_ascii_uppercase);
    (length == 20 && has_both && different(body) >= DIFFERENT && !is_example(body)).then_some(20)
}

/// A private key in PEM: its title, and lines of base64 behind it. Programs that read
/// keys have the title alone.
pub(super) fn private_key(rest: &[u8]) -> Option<usize> {
    let title = rest.get(11..)?;
    let end = title.windows(5).position(|window| window == b"-----")?;
    if end > 40 || !title[..end].ends_with(b"PRIVATE KEY") {
        return None;
    }
    let body = title.get(end + 5..)?;
    // A line break, or one written as an escape.
    let body = [&b"\r\n"[..], b"\n", b"\\r\\n", b"\\n"]
        .iter()
        .find_map(|line| body.strip_prefix(*line))?;
    let is_base64 = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    let line = body.iter().take_while(is_base64).count();
    (line >= 40 && different(&body[..line]) >= DIFFERENT).then_some(11 + end + 5)
}

/// The beginning alone: what is found is shown, and must not leak again.
pub(super) fn shorten(found: &[u8]) -> Vec<u8> {
    let mut shown = found[..found.len().min(if found.starts_with(b"-") { 40 } else { 8 })].to_vec();
    shown.extend("…".as_bytes());
    shown
}

fn different(bytes: &[u8]) -> usize {
    let mut seen = [false; 256];
    bytes.iter().for_each(|byte| seen[usize::from(*byte)] = true);
    seen.iter().filter(|seen| **seen).count()
}

fn is_example(bytes: &[u8]) -> bool {
    let upper = bytes.to_ascii_uppercase();
    ["EXAMPLE", "XXXX", "1234567890", "ABCDEFGH", "0000"]
        .iter()
        .any(|word| upper.windows(word.len()).any(|window| window == word.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_long_and_random() {
        let good = ["ghp", "_16C7e42F292c6912E7710c838347Ae178B4a"].concat();
        assert_eq!(token(good.as_bytes(), 4, 36, b""), Some(40));
        assert_eq!(token(b"ghp_tooshort1", 4, 36, b""), None);
        assert_eq!(token(b"ghp_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 4, 36, b""), None);
        assert_eq!(token(b"ghp_xxxxxxxxxxxxxxxxxxxx1bcdefghijklmnopqrst", 4, 36, b""), None);
    }

    #[test]
    fn the_documented_example_key_is_none() {
        assert_eq!(aws(b"AKIAIOSFODNN7EXAMPLE"), None);
        assert_eq!(aws(["AKIA", "Z7QK2M5RWX3JH4PT"].concat().as_bytes()), Some(20));
    }

    #[test]
    fn a_title_alone_is_no_key() {
        assert_eq!(private_key(b"-----BEGIN PRIVATE KEY-----\0"), None);
        // In two parts: this file is in wheelpin's own sdist.
        let body = "MIIEpAIBAAKCAQEA0Z3VS5JJcds3xfn/ygWyF0N9kz";
        let key = format!("-----BEGIN RSA PRIVATE KEY-----\n{body}\n");
        assert_eq!(private_key(key.as_bytes()), Some(31));
        assert_eq!(private_key(key.replace("PRIVATE", "PUBLIC").as_bytes()), None);
    }

    #[test]
    fn little_of_a_secret_is_shown() {
        assert_eq!(shorten(b"ghp_16C7e42F292c6912"), "ghp_16C7…".as_bytes());
    }
}

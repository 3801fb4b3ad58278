use base64::Engine;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use jiff::Timestamp;
use serde_json::{Map, Value};

use super::Provider;
use crate::Error;
use crate::http::plain;

/// Longest token that is read, in bytes: GitHub's have some 2 kB.
const LONGEST: usize = 64 << 10;

/// Longest claim that is shown, in characters.
const SHOWN: usize = 200;

/// Tokens are written without padding (RFC 7515); one with it is read too.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// What an identity token says, unverified: for messages and preflight, never to decide whom to
/// trust.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Claims(Map<String, Value>);

impl Claims {
    /// Reads the payload of a JSON Web Token (RFC 7519).
    ///
    /// # Errors
    ///
    /// [`Error::IdentityToken`] if it is none. The error does not repeat it.
    pub fn parse(token: &str) -> Result<Self, Error> {
        let wrong = |reason| Error::IdentityToken { reason };
        if token.len() > LONGEST {
            return Err(wrong("is longer than 64 KiB"));
        }
        let parts: Vec<&str> = token.split('.').collect();
        let [_, payload, _] = parts[..] else {
            return Err(wrong("does not have three parts between dots"));
        };
        let payload = BASE64.decode(payload).map_err(|_| wrong("is not base64"))?;
        let claims = serde_json::from_slice(&payload).map_err(|_| wrong("holds no JSON object"))?;
        Ok(Self(claims))
    }

    /// A claim that is a text, a number or a yes or no, as one line fit for a terminal; none if it
    /// is missing, empty or something else.
    #[must_use]
    pub fn get(&self, claim: &str) -> Option<String> {
        let text = match self.0.get(claim)? {
            Value::String(text) => plain(text),
            Value::Number(number) => number.to_string(),
            Value::Bool(flag) => flag.to_string(),
            _ => return None,
        };
        let mut shown: String = text.chars().take(SHOWN).collect();
        if shown.len() < text.len() {
            shown.push('…');
        }
        (!shown.is_empty()).then_some(shown)
    }

    /// Who says it: `iss`.
    #[must_use]
    pub fn issuer(&self) -> Option<String> {
        self.get("iss")
    }

    /// Whom it is said to: `aud`, which may be several.
    #[must_use]
    pub fn audience(&self) -> Vec<String> {
        match self.0.get("aud") {
            Some(Value::String(one)) => vec![plain(one)],
            Some(Value::Array(several)) => {
                several.iter().filter_map(Value::as_str).take(10).map(plain).collect()
            }
            _ => Vec::new(),
        }
    }

    /// When it ends: `exp`.
    #[must_use]
    pub fn expires(&self) -> Option<Timestamp> {
        Timestamp::from_second(self.0.get("exp")?.as_f64().filter(|it| it.is_finite())? as i64).ok()
    }

    /// The kind of CI system that says it.
    #[must_use]
    pub fn provider(&self) -> Provider {
        Provider::of(self)
    }

    /// Who we are, in a few words: `repository acme/dioxide, workflow release.yml, …`
    #[must_use]
    pub fn summary(&self) -> String {
        let rows = self.provider().rows(self);
        let known = rows.iter().filter_map(|row| {
            let value = row.here.as_ref()?;
            Some(format!("{} {value}", row.label.to_lowercase()))
        });
        let summary: Vec<String> = known.collect();
        summary.join(", ")
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use serde_json::json;

    use super::*;

    /// A token that says that, signed by nobody.
    pub(crate) fn token(claims: &Value) -> String {
        let engine = base64::prelude::BASE64_URL_SAFE_NO_PAD;
        let header = engine.encode(r#"{"alg": "RS256"}"#);
        format!("{header}.{}.c2ln", engine.encode(claims.to_string()))
    }

    #[test]
    fn claims_are_read_as_they_are_or_not_at_all() {
        let claims = json!({
            "iss": "https://issuer.example.org", "aud": ["a", 1, "b"], "exp": 1_800_000_000, "n": 3,
            "yes": true, "empty": "", "list": [], "evil": "a\u{1b}[31m\nb", "long": "x".repeat(10_000),
        });
        let claims = Claims::parse(&token(&claims)).unwrap();
        assert_eq!(claims.issuer().as_deref(), Some("https://issuer.example.org"));
        assert_eq!(claims.audience(), ["a", "b"]);
        assert_eq!(claims.expires().unwrap().as_second(), 1_800_000_000);
        assert_eq!(claims.get("n").as_deref(), Some("3"));
        assert_eq!(claims.get("yes").as_deref(), Some("true"));
        assert_eq!(
            (claims.get("empty"), claims.get("list"), claims.get("none")),
            (None, None, None)
        );
        assert_eq!(claims.get("evil").as_deref(), Some("a [31m b"));
        assert!(claims.get("long").unwrap().len() < 300);
    }

    #[test]
    fn what_is_no_token_is_refused_and_not_repeated() {
        let deep = format!("{{\"a\":{}", "[".repeat(20_000));
        let engine = base64::prelude::BASE64_URL_SAFE_NO_PAD;
        for text in [
            "",
            "geheim",
            "geheim.geheim",
            "a.geheim!.c",
            "a.geheimge.c",
            "a.b.c.d",
            &format!("a.{}.c", engine.encode("[]")),
            &format!("a.{}.c", engine.encode(deep)),
            &format!("a.{}.c", engine.encode("{\"a\":1}".to_owned() + &" ".repeat(60_000))),
        ] {
            let error = Claims::parse(text).unwrap_err();
            assert!(!format!("{error} {error:?}").contains("geheim"));
        }
    }

    #[test]
    fn times_that_cannot_be_are_none() {
        for exp in [json!(1e300), json!("soon"), json!(null), json!(-1e18)] {
            let claims = Claims::parse(&token(&json!({ "exp": exp }))).unwrap();
            assert_eq!(claims.expires(), None, "{exp}");
        }
    }
}

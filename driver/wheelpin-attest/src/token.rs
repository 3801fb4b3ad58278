use std::fmt;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use jiff::Timestamp;
use serde::Deserialize;

use crate::Error;

/// Longest token that is read, in bytes. GitHub's have some 2 kB.
const LONGEST: usize = 64 << 10;

/// An identity token for Sigstore: a JSON Web Token that is shown to Fulcio alone.
pub(crate) struct Token {
    text: String,
    identity: String,
    expires: Timestamp,
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token(***)")
    }
}

#[derive(Deserialize)]
struct Claims {
    sub: String,
    email: Option<String>,
    exp: i64,
}

impl Token {
    /// Reads what is needed of a token; who signed it is Fulcio's to find out.
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let wrong = |reason| Error::Token { reason };
        if text.len() > LONGEST {
            return Err(wrong("it is too long"));
        }
        let parts: Vec<&str> = text.split('.').collect();
        let [_, claims, _] = parts.as_slice() else {
            return Err(wrong("it has not three parts"));
        };
        let claims = BASE64.decode(claims).map_err(|_| wrong("its claims are no base64"))?;
        let claims: Claims = serde_json::from_slice(&claims)
            .map_err(|_| wrong("it lacks the claims sub and exp"))?;
        let expires =
            Timestamp::from_second(claims.exp).map_err(|_| wrong("its claim exp is no time"))?;
        let identity = claims.email.unwrap_or(claims.sub);
        Ok(Self { text: text.into(), identity, expires })
    }

    pub(crate) fn expose(&self) -> &str {
        &self.text
    }

    /// What is signed to show that the key is ours: the claim `email`, else `sub` (Fulcio,
    /// "Certificate issuing").
    pub(crate) fn identity(&self) -> &str {
        &self.identity
    }

    pub(crate) fn is_over(&self, now: Timestamp) -> bool {
        self.expires <= now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(claims: &str) -> Result<Token, Error> {
        Token::parse(&format!("e30.{}.c2ln", BASE64.encode(claims)))
    }

    #[test]
    fn the_identity_is_the_email_else_the_subject() {
        assert_eq!(token(r#"{"sub":"repo:a/b","exp":9}"#).unwrap().identity(), "repo:a/b");
        let email = token(r#"{"sub":"1","email":"a@example.org","exp":9}"#).unwrap();
        assert_eq!(email.identity(), "a@example.org");
        assert!(email.is_over(Timestamp::from_second(9).unwrap()));
        assert!(!email.is_over(Timestamp::from_second(8).unwrap()));
        assert_eq!(format!("{email:?}"), "Token(***)");
    }

    #[test]
    fn what_is_no_token_is_refused() {
        let long = format!("a.{}.c", "a".repeat(LONGEST));
        for text in ["", "a", "a.b", "a.b.c", "a.e30.c", "a.e30.c.d", &long] {
            assert!(matches!(Token::parse(text), Err(Error::Token { .. })), "{text:.20}");
        }
        token(&format!(r#"{{"sub":"1","exp":{}}}"#, i64::MAX)).unwrap_err();
    }
}

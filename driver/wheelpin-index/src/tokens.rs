use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use wheelpin_wheel::canonical_name;

use crate::store::sha256;
use crate::{ApiToken, Publisher};

/// Tokens that uploads are allowed by. They are kept as digests, so that nothing that shows the
/// state shows them.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    by_digest: BTreeMap<String, Token>,
}

/// Who a token speaks for, and what it is for.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    /// Normalised names; none is all.
    pub(crate) projects: Option<BTreeSet<String>>,
    /// None lives on.
    pub(crate) expires: Option<Timestamp>,
    /// None is a user.
    pub(crate) publisher: Option<Publisher>,
}

impl Tokens {
    pub(crate) fn add_user_token(&mut self, token: &ApiToken) {
        let names = token.projects.as_ref();
        let projects = names.map(|names| names.iter().map(|name| canonical_name(name)).collect());
        self.add(&token.token, Token { projects, expires: None, publisher: None });
    }

    pub(crate) fn add(&mut self, text: &str, token: Token) {
        self.by_digest.insert(sha256(text.as_bytes()), token);
    }

    pub(crate) fn get(&self, text: &str) -> Option<&Token> {
        self.by_digest.get(&sha256(text.as_bytes()))
    }

    /// Ends all that were minted.
    pub(crate) fn expire(&mut self) {
        for token in self.by_digest.values_mut().filter(|token| token.publisher.is_some()) {
            token.expires = Some(Timestamp::MIN);
        }
    }

    /// How many were minted.
    pub(crate) fn minted(&self) -> usize {
        self.by_digest.values().filter(|token| token.publisher.is_some()).count()
    }
}

impl Token {
    pub(crate) fn is_expired(&self, now: Timestamp) -> bool {
        self.expires.is_some_and(|expires| now >= expires)
    }

    pub(crate) fn allows(&self, project: &str) -> bool {
        self.projects.as_ref().is_none_or(|projects| projects.contains(&canonical_name(project)))
    }
}

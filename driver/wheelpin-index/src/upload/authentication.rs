use axum::http::{HeaderMap, header};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use super::{Refusal, Verdict};
use crate::app::App;
use crate::tokens::Token;

/// The token that a request comes with, if it is one of this index: the password of the user
/// `__token__`, or by itself (warehouse, `macaroons/security_policy.py`). That it is over, or for
/// another project, is found once the form was looked at.
pub(super) fn token(app: &App, headers: &HeaderMap) -> Verdict<Token> {
    let text = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let text = text.and_then(secret);
    text.and_then(|text| app.store().tokens.get(&text).cloned())
        .ok_or_else(|| Refusal::forbidden("Invalid or non-existent authentication information."))
}

fn secret(value: &str) -> Option<String> {
    let (scheme, value) = value.split_once(' ')?;
    let value = value.trim();
    match scheme.to_ascii_lowercase().as_str() {
        "bearer" | "token" => Some(value.into()),
        "basic" => {
            let decoded = String::from_utf8(BASE64_STANDARD.decode(value).ok()?).ok()?;
            let (user, password) = decoded.split_once(':')?;
            (user == "__token__").then(|| password.to_owned())
        }
        _ => None,
    }
}

/// Whether a token may send files to a project; the project is made for a user who may.
/// (warehouse, `forklift/legacy.py`; `macaroons/caveats/`)
pub(super) fn permission(app: &App, token: &Token, project: &str) -> Verdict<()> {
    let invalid = |why: String| Err(Refusal::forbidden(format!("Invalid API Token: {why}")));
    let exists = app.store().project(project).is_some();
    if !exists && token.publisher.is_some() {
        return Err(Refusal::bad(
            "Non-user identities cannot create new projects. This was probably caused by \
             successfully using a pending publisher but specifying the project name incorrectly \
             (either in the publisher or in your project's metadata). Please ensure that both \
             match.",
        ));
    }
    if token.is_expired(app.clock.now()) {
        return invalid("token is expired".into());
    }
    if !token.allows(project) {
        return invalid(match token.publisher {
            Some(_) => format!("OIDC scoped token is not valid for project '{project}'"),
            None => format!("project-scoped token is not valid for project: '{project}'"),
        });
    }
    Ok(())
}

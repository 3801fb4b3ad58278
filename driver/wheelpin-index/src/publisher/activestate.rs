//! Publishers on ActiveState (warehouse, `oidc/models/activestate.py`, August 2026).

use super::{Claims, Mismatch, Provider, Publisher, text};

/// Claims without which a token is none of ActiveState's.
pub(super) const REQUIRED: &[&str] = &["sub", "organization", "project", "actor_id", "builder"];

pub(super) fn find<'a>(
    publishers: &[&'a Publisher],
    claims: &Claims,
) -> Result<&'a Publisher, Mismatch> {
    let (organization, project) = (text(claims, "organization"), text(claims, "project"));
    let actor = text(claims, "actor_id");
    let is_configured = |it: &&Publisher| match &it.provider {
        Provider::ActiveState { organization: o, repository: r, actor_id: a } => {
            o == organization && r == project && a == actor
        }
        _ => false,
    };
    let publisher = publishers.iter().copied().find(is_configured).ok_or_else(Mismatch::none)?;
    let parts: Vec<&str> = text(claims, "sub").split(':').collect();
    match parts[..] {
        ["org", o, "project", p, ..] if o == organization && p == project => {}
        [_, _, _, _, ..] => return Err(Mismatch::Other("Invalid 'subject' claim".into())),
        _ => return Err(Mismatch::Other("Invalid 'subject' claim. Wrong format".into())),
    }
    if text(claims, "builder") != "pypi-publisher" {
        return Err(Mismatch::check("required", "builder"));
    }
    Ok(publisher)
}

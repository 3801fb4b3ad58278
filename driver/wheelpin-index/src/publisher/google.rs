//! Publishers on Google Cloud (warehouse, `oidc/models/google.py`, August 2026).

use serde_json::Value;

use super::{Claims, Mismatch, Provider, Publisher, text};

/// Claims without which a token is none of Google's.
pub(super) const REQUIRED: &[&str] = &["email", "email_verified"];

pub(super) fn find<'a>(
    publishers: &[&'a Publisher],
    claims: &Claims,
) -> Result<&'a Publisher, Mismatch> {
    let (email, sub) = (text(claims, "email"), text(claims, "sub"));
    let of = |wanted: &str| {
        publishers.iter().copied().find(|it| match &it.provider {
            Provider::Google { email: e, sub: s } => e == email && s == wanted,
            _ => false,
        })
    };
    let special = if sub.is_empty() { None } else { of(sub) };
    let publisher = special.or_else(|| of("")).ok_or_else(Mismatch::none)?;
    if claims.get("email_verified") != Some(&Value::Bool(true)) {
        return Err(Mismatch::check("required", "email_verified"));
    }
    Ok(publisher)
}

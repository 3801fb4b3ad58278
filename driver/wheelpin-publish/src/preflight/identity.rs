use super::{Point, Preflight, Seen};
use crate::Error;
use crate::identity::Way;

const NAME: &str = "identity";

/// Whether there is something to publish with, and whether it lasts.
pub(super) async fn point(seen: &Seen<'_>) -> Point {
    let preflight = seen.preflight;
    match preflight.credentials.way() {
        Way::Anonymous => Point::ok(NAME, "none: the index asks nobody"),
        Way::Login => Point::ok(NAME, "a user and password; whether they are right is not known"),
        Way::Token => Point::warning(
            NAME,
            "a token from the environment; whether it is right is not known",
            "it can be lost, and brings no attestations: publish from CI with trusted publishing, \
             and revoke it afterwards",
        ),
        Way::TrustedPublishing => match trusted(preflight, seen).await {
            Ok(point) => point,
            Err(error) => Point::failed(NAME, &error),
        },
    }
}

async fn trusted(preflight: &Preflight<'_>, seen: &Seen<'_>) -> Result<Point, Error> {
    let credentials = preflight.credentials;
    if let Some(estimate) = preflight.estimate {
        credentials.fits(estimate).await?;
    }
    let Some(claims) = credentials.claims().await? else {
        return Ok(Point::unknown(NAME, "nobody says who we are"));
    };
    let provider = claims.provider();
    let who = format!("{}: {}", provider.name(), claims.summary());
    if !preflight.mint {
        let text =
            format!("{who}; no token was asked for, so whether a publisher fits is not known");
        if preflight.index.is_warehouse && !provider.is_of_warehouse() {
            let help = format!(
                "{} may have no publishers of {}: look before you tag",
                preflight.index.title,
                provider.name()
            );
            return Ok(Point::warning(NAME, text, help));
        }
        return Ok(Point::ok(NAME, text));
    }
    credentials.authorization().await?;
    if let Some(estimate) = preflight.estimate {
        credentials.fits(estimate).await?;
    }
    let left = credentials.remaining().await.unwrap_or_default();
    let minutes = (left.as_secs() + 30) / 60;
    let renewed = if credentials.renewable() { ", renewed as needed" } else { "" };
    let text = format!("{who}; a publisher fits, its token lives {minutes} minutes{renewed}");
    if matches!(seen.project, Ok(None)) {
        return Ok(Point::warning(
            NAME,
            text,
            format!(
                "asking for the token has made {} on {}, if its publisher was pending",
                preflight.project, preflight.index.title
            ),
        ));
    }
    Ok(Point::ok(NAME, text))
}

/// The offer that an `Accept` header likes best, the first of several (RFC 9110, 12.5.1); none
/// if it likes none. Without a header the first offer.
pub(super) fn choose(accept: &str, offers: &[&'static str]) -> Option<&'static str> {
    if accept.trim().is_empty() {
        return offers.first().copied();
    }
    let ranges: Vec<(&str, f32)> = accept.split(',').map(range).collect();
    let mut best: Option<(&'static str, f32)> = None;
    for offer in offers {
        let Some(quality) = quality(&ranges, offer).filter(|quality| *quality > 0.0) else {
            continue;
        };
        if best.is_none_or(|(_, of_best)| quality > of_best) {
            best = Some((offer, quality));
        }
    }
    best.map(|(offer, _)| offer)
}

/// A media range and its weight.
fn range(text: &str) -> (&str, f32) {
    let mut parts = text.split(';').map(str::trim);
    let media = parts.next().unwrap_or_default();
    let weight = parts.find_map(|part| part.strip_prefix("q="));
    (media, weight.and_then(|weight| weight.parse().ok()).unwrap_or(1.0))
}

/// The weight of the most special range that an offer is in.
fn quality(ranges: &[(&str, f32)], offer: &str) -> Option<f32> {
    let kind = offer.split('/').next().unwrap_or_default();
    let of = |wanted: &str| {
        let found = ranges.iter().find(|(media, _)| media.eq_ignore_ascii_case(wanted));
        found.map(|(_, weight)| *weight)
    };
    of(offer).or_else(|| of(&format!("{kind}/*"))).or_else(|| of("*/*"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_is_chosen() {
        let offers = ["text/html", "application/json"];
        for (accept, chosen) in [
            ("", Some("text/html")),
            ("*/*", Some("text/html")),
            ("application/json, text/html; q=0.1", Some("application/json")),
            ("text/*;q=0.5, application/json;q=0.4", Some("text/html")),
            ("application/json;q=0", None),
            ("image/png", None),
            ("application/json;q=nonsense", Some("application/json")),
        ] {
            assert_eq!(choose(accept, &offers), chosen, "{accept}");
        }
    }
}

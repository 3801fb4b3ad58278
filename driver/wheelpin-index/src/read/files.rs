use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;

use super::not_found;
use crate::app::App;
use crate::store::StoredFile;

/// A file, or its METADATA at the same place with `.metadata` behind it (PEP 658). `HEAD` and
/// one range of bytes are understood, as uv and pip ask for the end of a wheel.
pub(super) async fn file(
    State(app): State<Arc<App>>,
    Path((first, second, rest, name)): Path<(String, String, String, String)>,
    headers: HeaderMap,
) -> Response {
    let place = format!("{first}/{second}/{rest}/{name}");
    let bytes = {
        let store = app.store();
        let of_file = store.file(&name).filter(|file| file.path() == place);
        let of_metadata = || {
            let file = store.file(name.strip_suffix(".metadata")?)?;
            let is_there = format!("{}.metadata", file.path()) == place;
            file.metadata.clone().filter(|_| is_there)
        };
        of_file.map(|file: &StoredFile| file.bytes.clone()).or_else(of_metadata)
    };
    match bytes {
        Some(bytes) => answer(&headers, bytes),
        None => not_found(),
    }
}

fn answer(headers: &HeaderMap, bytes: Bytes) -> Response {
    let length = bytes.len();
    let common = [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (header::ACCEPT_RANGES, "bytes"),
        (header::CACHE_CONTROL, "max-age=365000000, immutable, public"),
    ];
    let wanted = headers.get(header::RANGE).and_then(|value| value.to_str().ok());
    match wanted.and_then(|wanted| range(wanted, length)) {
        None => (common, bytes).into_response(),
        Some(Err(())) => {
            let all = [(header::CONTENT_RANGE, format!("bytes */{length}"))];
            (StatusCode::RANGE_NOT_SATISFIABLE, all).into_response()
        }
        Some(Ok((start, end))) => {
            let range = [(header::CONTENT_RANGE, format!("bytes {start}-{}/{length}", end - 1))];
            (StatusCode::PARTIAL_CONTENT, common, range, bytes.slice(start..end)).into_response()
        }
    }
}

/// Start and end of the one range that is asked for (RFC 9110, 14.1.2); an error where it is
/// outside the file. None: the whole file is given, as for several ranges.
fn range(header: &str, length: usize) -> Option<Result<(usize, usize), ()>> {
    let (first, last) = header.strip_prefix("bytes=")?.split_once('-')?;
    let number = |text: &str| text.trim().parse::<usize>().ok();
    let (start, end) = match (first.trim(), last.trim()) {
        ("", last) => (length.saturating_sub(number(last)?), length),
        (first, "") => (number(first)?, length),
        (first, last) => (number(first)?, number(last)?.saturating_add(1).min(length)),
    };
    Some(if start < end { Ok((start, end)) } else { Err(()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read() {
        for (header, found) in [
            ("bytes=0-0", Some(Ok((0, 1)))),
            ("bytes=2-", Some(Ok((2, 10)))),
            ("bytes=-3", Some(Ok((7, 10)))),
            ("bytes=-30", Some(Ok((0, 10)))),
            ("bytes=5-99999999999", Some(Ok((5, 10)))),
            ("bytes=10-", Some(Err(()))),
            ("bytes=5-4", Some(Err(()))),
            ("bytes=-0", Some(Err(()))),
            ("bytes=0-1,3-4", None),
            ("bytes=18446744073709551616-", None),
            ("lines=0-1", None),
            ("", None),
        ] {
            assert_eq!(range(header, 10), found, "{header}");
        }
    }
}

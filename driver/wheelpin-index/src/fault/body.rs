use axum::body::{Body, HttpBody};
use bytes::Bytes;
use futures_util::{StreamExt, stream};

use crate::listen::Connection;

/// Bytes of one piece of a long body.
const PIECE: usize = 64 << 10;

/// What happens part of the way through a body.
pub(super) enum Then {
    Reset(Connection),
    Stall,
}

/// A body of which so many percent come. One whose length is not told breaks after its first
/// piece.
pub(super) fn broken(body: Body, percent: u8, then: Then) -> Body {
    let length = body.size_hint().exact();
    let end = length.map_or(0, |length| length / 100 * u64::from(percent));
    let mut read = 0;
    let pieces = body.into_data_stream().then(move |piece| {
        let is_broken = piece.as_ref().is_ok_and(|piece| {
            read += piece.len() as u64;
            read > end
        });
        if let (true, Then::Reset(connection)) = (is_broken, &then) {
            connection.reset();
        }
        async move {
            if is_broken {
                std::future::pending::<()>().await;
            }
            piece
        }
    });
    Body::from_stream(pieces)
}

/// A body of so many bytes, which is made as it is sent.
pub(super) fn long(bytes: u64) -> Body {
    let piece = Bytes::from(vec![b'['; PIECE]);
    let pieces = stream::unfold(bytes, move |left| {
        let length = usize::try_from(left).unwrap_or(PIECE).min(PIECE);
        let piece = piece.slice(..length);
        async move { (left > 0).then(|| (Ok::<_, std::io::Error>(piece), left - length as u64)) }
    });
    Body::from_stream(pieces)
}

use wheelpin_nix::stream::{Line, Parser};

use crate::recording::{NAMES, bytes, lines};

/// The lines of a stream that comes in pieces of the given lengths.
fn in_pieces(mut bytes: &[u8], mut length: impl FnMut() -> usize) -> Vec<Line> {
    let mut parser = Parser::new();
    let mut lines = Vec::new();
    while !bytes.is_empty() {
        let (piece, rest) = bytes.split_at(length().min(bytes.len()));
        lines.extend(parser.push(piece));
        bytes = rest;
    }
    lines.extend(parser.finish());
    lines
}

#[test]
fn pieces_of_any_length_give_the_same_lines() {
    for name in NAMES {
        let bytes = bytes(name);
        let whole = lines(&bytes);
        for length in [1, 2, 3, 7, 64, 4096] {
            assert_eq!(in_pieces(&bytes, || length), whole, "{name} in pieces of {length}");
        }
        // Lehmer's generator: any lengths, the same at every run.
        let mut random = 1_u64;
        for _ in 0..50 {
            let lines = in_pieces(&bytes, || {
                random = random * 48_271 % 0x7fff_ffff;
                usize::try_from(random % 300).unwrap()
            });
            assert_eq!(lines, whole, "{name}");
        }
    }
}

#[test]
fn a_split_anywhere_gives_the_same_lines() {
    let text = "@nix {\"action\":\"stop\",\"id\":1}\r\n\n\u{e9}\u{1f4a5}\n@nix {\nend".as_bytes();
    let mut bytes = text.to_vec();
    bytes.extend(b"\xff\xc3\n\xc3");
    let whole = lines(&bytes);
    for first in 0..=bytes.len() {
        for second in first..=bytes.len() {
            let mut lengths = [first, second - first, bytes.len()].into_iter();
            assert_eq!(in_pieces(&bytes, || lengths.next().unwrap()), whole);
        }
    }
}

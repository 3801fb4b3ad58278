use crate::{Cause, Difference};

/// A time within bytes: two sections of one length that differ in one short place, where both
/// hold seconds since 1970 (2015 to 2040) as 32 or 64 bits, least byte first.
pub(crate) fn time_in(place: &str, first: &[u8], second: &[u8]) -> Option<Difference> {
    if first.len() != second.len() {
        return None;
    }
    let start = first.iter().zip(second).position(|(one, two)| one != two)?;
    let end = first.iter().zip(second).rposition(|(one, two)| one != two)? + 1;
    if end - start > 8 {
        return None;
    }
    // Where a number usually stands first; the others are in code and packed structures.
    let usual = start / 4 * 4;
    let places = [(4usize, usual), (8, usual)].into_iter();
    let places = places.chain((start.saturating_sub(3)..=start).map(|at| (4, at)));
    for (width, at) in places {
        let value = |bytes: &[u8]| -> Option<u64> {
            let mut word = [0; 8];
            word[..width].copy_from_slice(bytes.get(at..at + width)?);
            Some(u64::from_le_bytes(word))
        };
        let (Some(one), Some(two)) = (value(first), value(second)) else { continue };
        // At any place chance would find one too often: 2020 to 2035.
        let times =
            if at == usual { 1_420_070_400..2_208_988_800 } else { 1_577_836_800..2_051_222_400 };
        let is_text = |value: u64| {
            let bytes = value.to_le_bytes();
            width == 4 && bytes.iter().take(4).all(|byte| byte.is_ascii_graphic() || *byte == b' ')
        };
        let is_time = |value: u64| times.contains(&value);
        if is_text(one) && is_text(two) {
            continue;
        }
        if end <= at + width && is_time(one) && is_time(two) {
            let place = format!("{place}: {width} bytes at {at}");
            return Some(Difference::new(
                place,
                &one.to_string(),
                &two.to_string(),
                Cause::Timestamp,
            ));
        }
    }
    None
}

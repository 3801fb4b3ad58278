use crate::{Cause, Difference};

/// A time within bytes: two sections of one length that differ in one short place, where both
/// hold seconds since 1970 (2001 to 2100) as 32 or 64 bits.
pub(crate) fn time_in(place: &str, first: &[u8], second: &[u8]) -> Option<Difference> {
    if first.len() != second.len() {
        return None;
    }
    let start = first.iter().zip(second).position(|(one, two)| one != two)?;
    let end = first.iter().zip(second).rposition(|(one, two)| one != two)? + 1;
    if end - start > 8 {
        return None;
    }
    for width in [4usize, 8] {
        let at = start / 4 * 4;
        let value = |bytes: &[u8]| -> Option<u64> {
            let mut word = [0; 8];
            word[..width].copy_from_slice(bytes.get(at..at + width)?);
            Some(u64::from_le_bytes(word))
        };
        let (one, two) = (value(first)?, value(second)?);
        let is_time = |value: u64| (978_307_200..4_133_980_800).contains(&value);
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

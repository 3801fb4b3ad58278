/// Puts the entries of a directory, as `getdents64` writes them, into another order. `seed` makes
/// the order; the same seed gives the same for the same entries. What is no list of entries stays
/// as it is.
pub(super) fn shuffle(entries: &[u8], seed: u64) -> Vec<u8> {
    let Some(mut records) = split(entries) else { return entries.to_vec() };
    // Where reading goes on after each place: the places stay, the entries move.
    let cookies: Vec<[u8; 8]> = records.iter().map(|record| cookie(record)).collect();
    let mut state = seed ^ records.len() as u64;
    for last in (1..records.len()).rev() {
        let other = usize::try_from(next(&mut state) % (last as u64 + 1)).unwrap_or(last);
        records.swap(last, other);
    }
    let mut shuffled = Vec::with_capacity(entries.len());
    for (record, cookie) in records.iter().zip(cookies) {
        let start = shuffled.len();
        shuffled.extend_from_slice(record);
        shuffled[start + COOKIE..start + COOKIE + 8].copy_from_slice(&cookie);
    }
    shuffled
}

/// Where in a record (`struct linux_dirent64`) the cookie stands, where its length, and how long
/// the shortest is.
const COOKIE: usize = 8;
const LENGTH: usize = 16;
const SHORTEST: usize = 20;

fn split(mut entries: &[u8]) -> Option<Vec<&[u8]>> {
    let mut records = Vec::new();
    while !entries.is_empty() {
        let length = entries.get(LENGTH..LENGTH + 2)?;
        let length = usize::from(u16::from_ne_bytes(length.try_into().ok()?));
        let (record, rest) =
            (length >= SHORTEST).then(|| entries.split_at_checked(length)).flatten()?;
        records.push(record);
        entries = rest;
    }
    Some(records)
}

fn cookie(record: &[u8]) -> [u8; 8] {
    record.get(COOKIE..COOKIE + 8).and_then(|cookie| cookie.try_into().ok()).unwrap_or_default()
}

/// SplitMix64 (Steele, Lea and Flood, 2014).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(name: &str, cookie: u64) -> Vec<u8> {
        let length = (19 + name.len() + 1).next_multiple_of(8).max(24);
        let mut record = vec![0; length];
        record[8..16].copy_from_slice(&cookie.to_ne_bytes());
        record[16..18].copy_from_slice(&u16::try_from(length).unwrap().to_ne_bytes());
        record[19..19 + name.len()].copy_from_slice(name.as_bytes());
        record
    }

    fn names(entries: &[u8]) -> Vec<String> {
        let name = |record: &&[u8]| {
            let name: Vec<u8> =
                record[19..].iter().copied().take_while(|byte| *byte != 0).collect();
            String::from_utf8(name).unwrap()
        };
        split(entries).unwrap().iter().map(name).collect()
    }

    #[test]
    fn entries_move_and_places_stay() {
        let all: Vec<String> = (0..20).map(|number| format!("file-{number}")).collect();
        let entries: Vec<u8> =
            all.iter().zip(1..).flat_map(|(name, cookie)| record(name, cookie)).collect();
        let shuffled = shuffle(&entries, 7);
        let mut found = names(&shuffled);
        assert_ne!(found, all);
        found.sort();
        let mut sorted = all.clone();
        sorted.sort();
        assert_eq!(found, sorted);
        let cookies: Vec<u64> =
            split(&shuffled).unwrap().iter().map(|it| u64::from_ne_bytes(cookie(it))).collect();
        assert_eq!(cookies, (1..=20).collect::<Vec<u64>>());
        assert_eq!(shuffle(&entries, 7), shuffled);
    }

    #[test]
    fn what_is_no_list_stays() {
        for bytes in [&b""[..], b"x", &[0; 64], &[0xff; 64]] {
            assert_eq!(shuffle(bytes, 1), bytes);
        }
        let cut = &record("name", 1)[..20];
        assert_eq!(shuffle(cut, 1), cut);
    }
}

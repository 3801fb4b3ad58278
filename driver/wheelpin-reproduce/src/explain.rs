use std::collections::BTreeMap;

use wheelpin_wheel::{Record, read_records};

use crate::archive::wheel_members;
use crate::binary::compare_binaries;
use crate::json::compare_json;
use crate::member::{MOST, compare_members};
use crate::tarball::read_tarball;
use crate::text::{compare_metadata, compare_record, compare_text};
use crate::{Cause, Difference};

/// Bytes of one member, and of an sdist, that are looked into.
pub(crate) const LARGEST: u64 = 512 << 20;

/// What is known of the places where the two builds ran: what contains one of these comes from
/// there.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// Directories of the first and of the second build.
    pub directories: Vec<String>,
    /// Names of machines and users.
    pub names: Vec<String>,
}

/// Explains why two builds of a wheel or an sdist are not the same bytes. Causes come first, mere
/// consequences last; nothing for equal bytes.
#[must_use]
pub fn explain(file_name: &str, first: &[u8], second: &[u8], places: &Places) -> Vec<Difference> {
    if first == second {
        return Vec::new();
    }
    let mut found = if file_name.ends_with(".whl") {
        wheels(first, second, places)
    } else {
        tarballs(first, second, places)
    }
    .unwrap_or_else(|(which, why)| {
        let (one, two) = if which { (why.as_str(), "") } else { ("", why.as_str()) };
        vec![Difference::new("the archive", one, two, Cause::Content)]
    });
    if found.is_empty() && file_name.ends_with(".whl") {
        found = forged(first, second, places);
    }
    if found.is_empty() {
        let at = first.iter().zip(second).position(|(one, two)| one != two);
        let at = at.unwrap_or(first.len().min(second.len()));
        let bytes = |all: &[u8]| hex(all.get(at..).unwrap_or_default());
        let place = format!("bytes from {at}, of no member");
        found.push(Difference::new(place, &bytes(first), &bytes(second), Cause::Content));
    }
    settle(found)
}

/// What differs since a hash or an id of something differs is a consequence, if that something is
/// told of; causes come first.
fn settle(mut found: Vec<Difference>) -> Vec<Difference> {
    let has_cause = found.iter().any(|difference| !is_echo(difference) && !difference.follows);
    for difference in &mut found {
        difference.follows |= has_cause && is_echo(difference);
    }
    // Nothing is a consequence of nothing.
    if !found.iter().any(|difference| !difference.follows)
        && let Some(first) = found.first_mut()
    {
        first.follows = false;
    }
    found.sort_by_key(|difference| difference.follows);
    found.truncate(MOST);
    found
}

fn is_echo(difference: &Difference) -> bool {
    matches!(difference.cause, Cause::Hash | Cause::BuildId)
}

/// Members whose sums are the same and whose bytes are not.
fn forged(first: &[u8], second: &[u8], places: &Places) -> Vec<Difference> {
    let (Ok(ones), Ok(twos)) = (read_records(first), read_records(second)) else {
        return Vec::new();
    };
    let mut left = LARGEST;
    let mut found = Vec::new();
    for (one, two) in ones.iter().zip(&twos) {
        if one.size > left || found.len() >= MOST {
            break;
        }
        left -= one.size;
        if let (Ok(of_one), Ok(of_two)) = (one.content(first, left), two.content(second, left))
            && of_one != of_two
        {
            found.extend(contents(&one.name, &of_one, &of_two, places));
        }
    }
    found
}

type Which = (bool, String);

fn wheels(first: &[u8], second: &[u8], places: &Places) -> Result<Vec<Difference>, Which> {
    let (first_members, first_records) = wheel_members(first).map_err(|why| (true, why))?;
    let (second_members, second_records) = wheel_members(second).map_err(|why| (false, why))?;
    let mut found = compare_members(&first_members, &second_members);
    let others: BTreeMap<&str, &Record> =
        second_records.iter().map(|other| (other.name.as_str(), other)).collect();
    for record in &first_records {
        if found.len() >= 4 * MOST {
            break;
        }
        let Some(other) = others.get(record.name.as_str()) else { continue };
        if (record.crc32, record.size) == (other.crc32, other.size) {
            continue;
        }
        match (record.content(first, LARGEST), other.content(second, LARGEST)) {
            (Ok(one), Ok(two)) => found.extend(contents(&record.name, &one, &two, places)),
            (one, two) => {
                let why = |content: Result<Vec<u8>, String>| content.err().unwrap_or_default();
                let unread = Difference::new("its bytes", &why(one), &why(two), Cause::Content);
                found.push(unread.of(&record.name));
            }
        }
    }
    Ok(found)
}

fn tarballs(one: &[u8], two: &[u8], places: &Places) -> Result<Vec<Difference>, Which> {
    let first = read_tarball(one).map_err(|why| (true, why))?;
    let second = read_tarball(two).map_err(|why| (false, why))?;
    let mut found = compare_members(&first.members, &second.members);
    if first.gzip_time != second.gzip_time {
        let [one, two] = [first.gzip_time, second.gzip_time].map(|time| time.to_string());
        found.push(Difference::new("time in the gzip header", &one, &two, Cause::Timestamp));
    }
    for (name, one) in &first.contents {
        match second.contents.get(name) {
            Some(two) if one != two => found.extend(contents(name, one, two, places)),
            _ => {}
        }
    }
    if first.behind != second.behind {
        let [one, two] = [first.behind, second.behind].map(|(_, size)| format!("{size} bytes"));
        found.push(Difference::new("behind the archive", &one, &two, Cause::Content));
    }
    if found.is_empty() {
        found.push(if first.sum == second.sum {
            let at = one.iter().zip(two).position(|(one, two)| one != two).unwrap_or_default();
            let place = format!("the compressed file from byte {at} on");
            Difference::new(place, &first.stored, &second.stored, Cause::Compression)
        } else {
            let [one, two] =
                [first.sum, second.sum].map(|(_, size)| format!("{size} bytes of tar"));
            let place = "the archive: what stands between its members' names and contents";
            Difference::new(place, &one, &two, Cause::Content)
        });
    }
    Ok(found)
}

/// What differs in the bytes of one member.
fn contents(name: &str, first: &[u8], second: &[u8], places: &Places) -> Vec<Difference> {
    let file = name.rsplit('/').next().unwrap_or(name);
    let texts = (std::str::from_utf8(first), std::str::from_utf8(second));
    let found = match texts {
        (Ok(one), Ok(two)) if !one.contains('\0') && !two.contains('\0') => match file {
            "RECORD" => compare_record(one, two),
            "METADATA" | "WHEEL" | "PKG-INFO" => compare_metadata(one, two, places),
            _ if file.ends_with(".json") => {
                compare_json(one, two, places).unwrap_or_else(|| compare_text(one, two, places))
            }
            _ => compare_text(one, two, places),
        },
        _ => compare_binaries(first, second, places),
    };
    found.into_iter().map(|difference| difference.of(name)).collect()
}

/// The first bytes, for people.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let words: Vec<String> = bytes.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    words.join(" ")
}

use std::collections::BTreeMap;

use object::read::macho::{FatArch, MachOFatFile32, MachOFatFile64};
use object::{FileKind, Object, ObjectSection, SectionKind};

use crate::explain::{LARGEST, Places, hex};
use crate::member::MOST;
use crate::numbers::time_in;
use crate::strings::{compare_strings, producers};
use crate::{Cause, Difference};

/// Compares libraries and programs by their sections.
pub(crate) fn compare_binaries(first: &[u8], second: &[u8], places: &Places) -> Vec<Difference> {
    if let (Some(ones), Some(twos)) = (slices(first), slices(second)) {
        let mut found = Vec::new();
        for (arch, one) in &ones {
            match twos.get(arch) {
                Some(two) if one != two => {
                    let inner = compare_images(one, two, places).into_iter();
                    found.extend(inner.map(|it| {
                        let place = format!("{arch}: {}", it.place);
                        Difference { place, ..it }
                    }));
                }
                Some(_) => {}
                None => {
                    let place = format!("code for {arch}");
                    found.push(Difference::new(place, "is there", "is not there", Cause::Missing));
                }
            }
        }
        for arch in twos.keys().filter(|arch| !ones.contains_key(*arch)) {
            let place = format!("code for {arch}");
            found.push(Difference::new(place, "is not there", "is there", Cause::Missing));
        }
        return if found.is_empty() { blobs(first, second, places) } else { found };
    }
    compare_images(first, second, places)
}

/// The files in a fat Mach-O file, by architecture.
fn slices(bytes: &[u8]) -> Option<BTreeMap<String, &[u8]>> {
    fn of<'a, F: FatArch>(arches: &[F], bytes: &'a [u8]) -> BTreeMap<String, &'a [u8]> {
        let slice = |arch: &F| Some((format!("{:?}", arch.architecture()), arch.data(bytes).ok()?));
        arches.iter().filter_map(slice).collect()
    }
    match FileKind::parse(bytes).ok()? {
        FileKind::MachOFat32 => Some(of(MachOFatFile32::parse(bytes).ok()?.arches(), bytes)),
        FileKind::MachOFat64 => Some(of(MachOFatFile64::parse(bytes).ok()?.arches(), bytes)),
        _ => None,
    }
}

/// A section: what it is for, and its bytes.
struct Section<'a> {
    kind: SectionKind,
    bytes: &'a [u8],
}

fn compare_images(first: &[u8], second: &[u8], places: &Places) -> Vec<Difference> {
    let (Ok(one), Ok(two)) = (object::File::parse(first), object::File::parse(second)) else {
        return blobs(first, second, places);
    };
    let (ones, twos) = (sections(&one), sections(&two));
    let mut causes = Vec::new();
    let mut code = Vec::new();
    let mut ids = Vec::new();

    let made = [producers(first), producers(second)];
    if made[0] != made[1] {
        let only = |all: &[String], others: &[String]| {
            let only: Vec<&str> =
                all.iter().filter(|it| !others.contains(it)).map(String::as_str).collect();
            only.join(", ")
        };
        let (by_one, by_two) = (only(&made[0], &made[1]), only(&made[1], &made[0]));
        causes.push(Difference::new("what compiled it", &by_one, &by_two, Cause::Compiler));
    }
    let id = |file: &object::File<'_>| {
        let id = file.build_id().ok().flatten().map(hex);
        id.or_else(|| file.mach_uuid().ok().flatten().map(|uuid| hex(&uuid))).unwrap_or_default()
    };
    let (id_first, id_second) = (id(&one), id(&two));
    if id_first != id_second {
        ids.push(Difference::new("build id", &id_first, &id_second, Cause::BuildId));
    }
    if let (Some(time_first), Some(time_second)) = (pe_time(first), pe_time(second))
        && time_first != time_second
    {
        // Linkers that are asked for the same bytes write a hash there.
        let is_time = |time: &u32| (978_307_200..2_051_222_400).contains(time);
        let cause = if is_time(&time_first) && is_time(&time_second) {
            Cause::Timestamp
        } else {
            Cause::BuildId
        };
        let [one, two] = [time_first, time_second].map(|time| time.to_string());
        let difference = Difference::new("TimeDateStamp of the PE header", &one, &two, cause);
        if cause == Cause::Timestamp { causes.push(difference) } else { ids.push(difference) }
    }
    // Sections may lie over each other, any number of times.
    let mut left = LARGEST;
    for (name, section) in &ones {
        left = left.saturating_sub(section.bytes.len() as u64);
        if left == 0 || causes.len() + code.len() > 4 * MOST {
            break;
        }
        let Some(other) = twos.get(name) else {
            let size = format!("{} bytes", section.bytes.len());
            code.push(Difference::new(
                format!("section {name}"),
                &size,
                "is not there",
                Cause::Flags,
            ));
            continue;
        };
        if section.bytes == other.bytes || name == ".note.gnu.build-id" {
            continue;
        }
        let place = format!("section {name}");
        let texts = if matches!(section.kind, SectionKind::Text) || name == ".comment" {
            Vec::new()
        } else {
            compare_strings(&place, section.bytes, other.bytes, places)
        };
        // The digits of a text are no number.
        let time = texts.is_empty().then(|| time_in(&place, section.bytes, other.bytes)).flatten();
        let is_told = !texts.is_empty() || time.is_some();
        causes.extend(texts);
        causes.extend(time);
        if !is_told && name != ".comment" {
            code.push(section_difference(&place, section.bytes, other.bytes));
        }
    }
    for name in twos.keys().filter(|name| !ones.contains_key(*name)) {
        code.push(Difference::new(
            format!("section {name}"),
            "is not there",
            "is there",
            Cause::Flags,
        ));
    }
    if causes.is_empty() && code.is_empty() && ids.is_empty() {
        return blobs(first, second, places);
    }
    // Other code has other texts beside each other.
    let is_other_code = ones.iter().any(|(name, section)| {
        let other = twos.get(name).filter(|_| matches!(section.kind, SectionKind::Text));
        other.is_some_and(|other| other.bytes.len() != section.bytes.len())
    });
    if is_other_code && causes.iter().all(|it| it.cause == Cause::Content) {
        let texts = causes.into_iter().map(Difference::following);
        return code.into_iter().chain(texts).chain(ids).collect();
    }
    // Code and addresses move with what they refer to.
    let follows = !causes.is_empty();
    let code = code.into_iter().map(|it| if follows { it.following() } else { it });
    causes.into_iter().chain(code).chain(ids).collect()
}

fn sections<'a>(file: &object::File<'a>) -> BTreeMap<String, Section<'a>> {
    let mut sections = BTreeMap::new();
    for section in file.sections() {
        let Ok(name) = section.name() else { continue };
        let Ok(bytes) = section.data() else { continue };
        let name = match section.segment_name() {
            Ok(Some(segment)) => format!("{segment},{name}"),
            _ => name.to_owned(),
        };
        sections.insert(name, Section { kind: section.kind(), bytes });
    }
    sections
}

/// What a section without telling texts says.
fn section_difference(place: &str, first: &[u8], second: &[u8]) -> Difference {
    let sorted = |bytes: &[u8]| {
        let mut words: Vec<&[u8]> = bytes.chunks(16).collect();
        words.sort_unstable();
        words.concat()
    };
    if first.len() == second.len() && first.len() > 16 && sorted(first) == sorted(second) {
        return Difference::new(place, &hex(first), &hex(second), Cause::Order);
    }
    if first.len() == second.len() {
        let count = first.iter().zip(second).filter(|(one, two)| one != two).count();
        let at = first.iter().zip(second).position(|(one, two)| one != two).unwrap_or(0);
        let place = format!("{place}: {count} of {} bytes, from {at}", first.len());
        let part = |bytes: &[u8]| hex(bytes.get(at..).unwrap_or_default());
        return Difference::new(place, &part(first), &part(second), Cause::Flags);
    }
    let [one, two] = [first, second].map(|bytes| format!("{} bytes", bytes.len()));
    Difference::new(place, &one, &two, Cause::Flags)
}

/// The time in a PE file's header, in seconds since 1970.
fn pe_time(bytes: &[u8]) -> Option<u32> {
    if !bytes.starts_with(b"MZ") {
        return None;
    }
    let word = |at: usize| -> Option<u32> {
        bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
    };
    let start = usize::try_from(word(0x3c)?).ok()?;
    if word(start)? != u32::from_le_bytes(*b"PE\0\0") {
        return None;
    }
    word(start.checked_add(8)?)
}

/// Bytes of no known form.
fn blobs(first: &[u8], second: &[u8], places: &Places) -> Vec<Difference> {
    let mut found = compare_strings("the file", first, second, places);
    if found.is_empty() {
        found.extend(time_in("the file", first, second));
    }
    if found.is_empty() {
        let at = first.iter().zip(second).position(|(one, two)| one != two);
        let at = at.unwrap_or(first.len().min(second.len()));
        let part = |bytes: &[u8]| hex(bytes.get(at..).unwrap_or_default());
        let place = format!("bytes from {at}");
        found.push(Difference::new(place, &part(first), &part(second), Cause::Content));
    }
    found
}

use std::collections::{BTreeMap, BTreeSet};

use object::elf::{Vernaux, Verneed};
use object::{Endianness, pod};

use crate::binary::Bytes;
use crate::binary::elf::dynamic::Table;
use crate::binary::elf::{MOST_NAMES, slice, text};
use crate::limits;

/// Library: versions of symbols that are needed of it. Follows two linked lists, which may
/// be circular, for at most [`MOST_NAMES`] steps.
pub(super) fn read(
    table: &Table<'_>,
    endian: Endianness,
    bytes: Bytes<'_>,
) -> Result<BTreeMap<String, BTreeSet<String>>, String> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let Some(address) = table.versions_needed else { return Ok(found) };
    let what = "its table of needed versions";
    let (offset, left) = table.find(address, what)?;
    // Each library has some ten versions of 16 bytes; the segment goes on with other things.
    let size = left.min(limits::VERSIONS).min(bytes_left(bytes, offset));
    let raw = slice(bytes, offset, size, what)?;
    let mut steps = 0;
    let mut at = 0usize;
    loop {
        let need: &Verneed<Endianness> = record(raw, at)?;
        let versions =
            found.entry(text(table.string(need.vn_file.get(endian).into())?)).or_default();
        let mut aux_at = at.saturating_add(need.vn_aux.get(endian) as usize);
        for _ in 0..need.vn_cnt.get(endian) {
            steps += 1;
            if steps > MOST_NAMES {
                return Err("its list of needed versions has no end".into());
            }
            let aux: &Vernaux<Endianness> = record(raw, aux_at)?;
            versions.insert(text(table.string(aux.vna_name.get(endian).into())?));
            match aux.vna_next.get(endian) {
                0 => break,
                next => aux_at = aux_at.saturating_add(next as usize),
            }
        }
        steps += 1;
        match need.vn_next.get(endian) {
            0 => return Ok(found),
            _ if steps > MOST_NAMES => return Err("its list of needed versions has no end".into()),
            next => at = at.saturating_add(next as usize),
        }
    }
}

fn bytes_left(bytes: Bytes<'_>, offset: u64) -> u64 {
    use object::read::ReadRef;
    bytes.len().unwrap_or_default().saturating_sub(offset)
}

fn record<T: pod::Pod>(raw: &[u8], at: usize) -> Result<&T, String> {
    let found = raw.get(at..).and_then(|rest| pod::from_bytes::<T>(rest).ok());
    found.map(|(record, _)| record).ok_or_else(|| "its list of needed versions is cut off".into())
}

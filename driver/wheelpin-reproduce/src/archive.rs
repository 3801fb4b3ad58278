use wheelpin_wheel::{Record, read_records};

use crate::Cause;
use crate::member::Member;

/// The members of a wheel.
///
/// # Errors
///
/// Why they cannot be read.
pub(crate) fn wheel_members(wheel: &[u8]) -> Result<(Vec<Member>, Vec<Record>), String> {
    let records = read_records(wheel)?;
    let member = |record: &Record| Member {
        name: record.name.clone(),
        says: vec![
            ("time of change in the archive", dos_time(record.dos_time), Cause::Timestamp),
            ("permissions in the archive", mode(record.unix_mode), Cause::Permissions),
            ("flags in the archive", format!("{:#06x}", record.flags), Cause::Compiler),
        ],
        stored: format!("method {}, {} bytes", record.method, record.compressed),
        sum: (record.crc32, record.size),
    };
    Ok((records.iter().map(member).collect(), records))
}

fn mode(mode: Option<u32>) -> String {
    mode.map_or_else(|| "none".into(), |mode| format!("{mode:o}"))
}

/// MS-DOS time (APPNOTE 4.4.6): two seconds to a step.
fn dos_time(time: u32) -> String {
    let (day, clock) = (time >> 16, time & 0xffff);
    format!(
        "{:04}-{:02}-{:02} {:02}:{:02}:{:02}",
        1980 + (day >> 9),
        day >> 5 & 0xf,
        day & 0x1f,
        clock >> 11,
        clock >> 5 & 0x3f,
        (clock & 0x1f) * 2,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_those_of_dos() {
        assert_eq!(dos_time(0x0021_0000), "1980-01-01 00:00:00");
        assert_eq!(
            dos_time((46 << 25 | 11 << 21 | 28 << 16) | (19 << 11 | 5 << 5 | 16)),
            "2026-11-28 19:05:32"
        );
    }
}

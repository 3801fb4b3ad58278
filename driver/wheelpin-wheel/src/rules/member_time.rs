use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "member-time",
    area: Area::Archive,
    severity: Severity::Info,
    finds: "members of different times",
    why: "Times that come from files or the clock make every build another file.",
    remedy: "Set `SOURCE_DATE_EPOCH` in the build, which gives all members one time.",
    source: "reproducible-builds.org, SOURCE_DATE_EPOCH; APPNOTE 4.4.6",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let times = || wheel.archive.entries.iter().map(|entry| entry.dos_time);
    let (first, last) = (times().min()?, times().max()?);
    (first != last)
        .then(|| Found::new(format!("has members from {} to {}", date(first), date(last))))
}

/// A time of MS-DOS as a date: `1980-01-01 00:00:00`.
fn date(time: u32) -> String {
    let bits = |from: u32, count: u32| (time >> from) & ((1 << count) - 1);
    format!(
        "{}-{:02}-{:02} {:02}:{:02}:{:02}",
        1980 + bits(25, 7),
        bits(21, 4),
        bits(16, 5),
        bits(11, 5),
        bits(5, 6),
        2 * bits(0, 5)
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn times_are_read_in_pairs_of_seconds() {
        assert_eq!(super::date(0x0021_0000), "1980-01-01 00:00:00");
        assert_eq!(super::date(u32::MAX), "2107-15-31 31:63:62");
    }
}

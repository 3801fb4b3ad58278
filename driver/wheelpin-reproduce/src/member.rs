use std::collections::BTreeMap;

use crate::{Cause, Difference};

/// A file of an archive, with what the archive says of it.
pub(crate) struct Member {
    pub(crate) name: String,
    /// What the archive says: a word for it, the value, and what another value comes from.
    pub(crate) says: Vec<(&'static str, String, Cause)>,
    /// How it is stored, where that is compression alone.
    pub(crate) stored: String,
    /// The same for the same bytes.
    pub(crate) sum: (u32, u64),
}

/// Most differences that are told of one file; a hundred timestamps are one mistake.
pub(crate) const MOST: usize = 40;

/// What two lists of members have in common, and what not.
pub(crate) fn compare_members<'a>(first: &'a [Member], second: &'a [Member]) -> Vec<Difference> {
    let mut found = Vec::new();
    let by_name = |members: &'a [Member]| -> BTreeMap<&'a str, &'a Member> {
        members.iter().map(|member| (member.name.as_str(), member)).collect()
    };
    let (ones, twos) = (by_name(first), by_name(second));
    let names = |members: &[Member], others: &BTreeMap<&str, &Member>| -> Vec<String> {
        let common = members.iter().filter(|member| others.contains_key(member.name.as_str()));
        common.map(|member| member.name.clone()).collect()
    };
    for member in first.iter().filter(|member| !twos.contains_key(member.name.as_str())) {
        let only = Difference::new("the file itself", "is there", "is not there", Cause::Missing);
        found.push(only.of(&member.name));
    }
    for member in second.iter().filter(|member| !ones.contains_key(member.name.as_str())) {
        let only = Difference::new("the file itself", "is not there", "is there", Cause::Missing);
        found.push(only.of(&member.name));
    }
    let (names_first, names_second) = (names(first, &twos), names(second, &ones));
    if let Some(at) = names_first.iter().zip(&names_second).position(|(one, other)| one != other) {
        let place = format!("order of members, from number {}", at + 1);
        found.push(Difference::new(place, &names_first[at], &names_second[at], Cause::Order));
    }
    for member in first {
        let Some(other) = twos.get(member.name.as_str()) else { continue };
        for ((what, one, cause), (_, two, _)) in member.says.iter().zip(&other.says) {
            if one != two {
                found.push(Difference::new(*what, one, two, *cause).of(&member.name));
            }
        }
        if member.sum == other.sum && member.stored != other.stored {
            let difference =
                Difference::new("compression", &member.stored, &other.stored, Cause::Compression);
            found.push(difference.of(&member.name));
        }
    }
    found
}

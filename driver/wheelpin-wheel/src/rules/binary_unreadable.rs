use std::collections::BTreeSet;

use crate::abi::{Suffix, split};
use crate::binary::Image;
use crate::finding::Place;
use crate::member::MemberKind;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "binary-unreadable",
    area: Area::Platform,
    severity: Severity::Error,
    finds: "modules and libraries, by their name, whose bytes cannot be read as such",
    why: "What cannot be read here is not loaded either: it was cut off, overwritten, or is \
          something else, such as a pointer of Git LFS.",
    remedy: "Look what it is (file NAME) and build it anew.",
    source: "System V gABI 4.1; Mach-O and PE formats",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let unreadable = wheel.binaries.iter().filter_map(|binary| match &binary.image {
        Image::Unreadable(why) if is_library(binary.file_name()) => {
            Some(Place::member(&binary.path).with(why))
        }
        _ => None,
    });
    let binaries: BTreeSet<&str> =
        wheel.binaries.iter().map(|binary| binary.path.as_str()).collect();
    let others = wheel.members.iter().filter_map(|member| {
        let name = member.path.rsplit('/').next().unwrap_or_default();
        // A plain `.so` may be a linker's script, and WebAssembly is not looked into.
        let is_module = split(name).is_some_and(|(_, suffix, _)| suffix != Suffix::Plain);
        let is_other = member.kind == MemberKind::Other && !binaries.contains(member.path.as_str());
        let is_found = is_module && is_other && member.broken.is_none();
        is_found.then(|| Place::member(&member.path).with("is no library at all"))
    });
    Found::places("has libraries that cannot be read", unreadable.chain(others))
}

/// Whether a name is one of a module or library.
fn is_library(name: &str) -> bool {
    let ends = |end| name.len() > 4 && name.ends_with(end);
    ends(".so") || ends(".pyd") || ends(".dll") || ends(".dylib") || name.contains(".so.")
}

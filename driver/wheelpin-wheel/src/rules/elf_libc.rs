use std::collections::BTreeSet;

use crate::abi::modules;
use crate::finding::Place;
use crate::linux::{Family, Linux};
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "elf-libc",
    area: Area::Platform,
    severity: Severity::Error,
    finds: "binaries for glibc in a wheel for musl, and the reverse",
    why: "manylinux promises a glibc and musllinux a musl. A binary of the other kind finds \
          neither its C library nor the program that would load it.",
    remedy: "Build for the C library of the tag: TARGET-unknown-linux-gnu for manylinux, \
             TARGET-unknown-linux-musl for musllinux.",
    source: "PEP 600; PEP 656",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let linux = Linux::of(wheel)?;
    let modules: BTreeSet<&str> =
        modules(wheel).map(|module| module.binary.path.as_str()).collect();
    // A wheel may carry a program for elsewhere beside its own.
    let is_all = linux.counted.is_empty();
    let tags: Vec<String> = linux.promises.iter().map(|promise| promise.tag()).collect();
    Found::places(
        format!("has binaries for another C library than {}", tags.join(" and ")),
        linux.other_libc.iter().filter(|(path, _)| is_all || modules.contains(*path)).map(
            |(path, libc)| {
                Place::member(path).with(match libc {
                    Family::Manylinux => "is for glibc",
                    Family::Musllinux => "is for musl",
                    Family::Android => "is for Android",
                })
            },
        ),
    )
}

//! Kinds of damage: each entry makes files with one thing wrong. The first test below holds
//! them against the rules.

mod abi;
mod archive;
mod contents;
mod elf;
mod leaks;
mod macho;
mod metadata;
mod names;
mod pe;
mod record;
mod release;
mod sdist;

use std::collections::BTreeSet;

use wheelpin_wheel::{RULES, Settings, check_bytes};

/// One kind of damage.
pub struct Damage {
    /// The rule that finds it, alone.
    pub rule: &'static str,
    /// What is wrong, in words.
    pub what: &'static str,
    /// Names and bytes of the files.
    pub files: fn() -> Vec<(String, Vec<u8>)>,
}

/// By what is damaged.
const ALL: &[&[Damage]] = &[
    abi::DAMAGE,
    archive::DAMAGE,
    contents::DAMAGE,
    elf::DAMAGE,
    leaks::DAMAGE,
    macho::DAMAGE,
    metadata::DAMAGE,
    names::DAMAGE,
    pe::DAMAGE,
    record::DAMAGE,
    release::DAMAGE,
    sdist::DAMAGE,
];

/// With the settings that show it.
fn all() -> impl Iterator<Item = (&'static Damage, Settings)> {
    let plain = ALL.iter().copied().flatten().map(|damage| (damage, Settings::default()));
    plain.chain(release::WITH_SETTINGS.iter().map(|(damage, settings)| (damage, settings())))
}

/// The ids of what is found in files.
pub fn found(files: &[(String, Vec<u8>)], settings: &Settings) -> Vec<&'static str> {
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let report = check_bytes(&files, settings).expect("files can be checked");
    report.findings.iter().map(|finding| finding.rule).collect()
}

#[test]
fn every_damage_is_found_by_its_rule_alone() {
    let wrong: Vec<String> = all()
        .filter_map(|(damage, settings)| {
            let found = found(&(damage.files)(), &settings);
            (found != [damage.rule])
                .then(|| format!("{}: {}: found {found:?}", damage.rule, damage.what))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_its_damage() {
    let damaged: BTreeSet<&str> = all().map(|(damage, _)| damage.rule).collect();
    let missing: Vec<&str> =
        RULES.iter().map(|rule| rule.id).filter(|id| !damaged.contains(id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn a_sound_wheel_has_no_findings() {
    let wheel = wheelpin_testing::WheelBuilder::new("py3-none-any");
    let files = [(wheel.file_name(), wheel.bytes())];
    assert_eq!(found(&files, &Settings::default()), Vec::<&str>::new());
}

#[test]
fn a_sound_sdist_has_no_findings() {
    let sdist = wheelpin_testing::SdistBuilder::new();
    let files = [(sdist.file_name(), sdist.bytes())];
    assert_eq!(found(&files, &Settings::default()), Vec::<&str>::new());
}

//! What holds for every input: the fuzz targets try any, `cargo test` the corpus.

use wheelpin_release::Settings;
use wheelpin_release::changelog::{Changelog, ChangelogSettings, Links, Release, Section};
use wheelpin_release::commit::parse;
use wheelpin_release::release::Tally;
use wheelpin_release::version::{TagFormat, Version};

/// Most changes that one message may declare: its own, and those within it.
const CHANGES: usize = 1001;

/// Messages of commits, with a byte 0 between them.
pub(crate) fn message(input: &[u8]) {
    let settings = Settings::default();
    let texts: Vec<String> =
        input.split(|byte| *byte == 0).map(|text| String::from_utf8_lossy(text).into()).collect();
    let messages: Vec<_> = texts
        .iter()
        .enumerate()
        .map(|(place, text)| parse(text, place % 2 == 1, &settings.types))
        .collect();
    for (message, text) in messages.iter().zip(&texts) {
        assert!(message.changes.len() <= CHANGES);
        assert!(!message.subject.contains(['\n', '\r']));
        for change in &message.changes {
            assert!(!change.kind.is_empty() && change.kind == change.kind.to_lowercase());
            assert!(!change.description.is_empty());
            assert!(!change.description.contains(['\n', '\r']));
            assert!(change.description.trim() == change.description);
            assert!(change.scope.as_ref().is_none_or(|scope| !scope.is_empty()));
            assert!(change.breaking.iter().all(|told| !told.is_empty()));
        }
        // Line ends of another system mean the same.
        if !text.contains('\r') {
            let other = parse(&text.replace('\n', "\r\n"), false, &settings.types);
            let same = parse(text, false, &settings.types);
            assert!(text.len() > 100_000 || other == same, "{same:?} {other:?}");
        }
    }
    let hashes: Vec<String> = (0..messages.len()).map(|place| format!("{place:040x}")).collect();
    let commits: Vec<_> = hashes.iter().map(String::as_str).zip(&messages).collect();
    let tally = Tally::of(&commits, &settings);
    assert_eq!(tally.commits, messages.len());
    assert!(tally.merges + tally.reverted + tally.not_conforming.len() <= tally.commits);

    // What they say becomes a section, and nothing else of a changelog.
    let settings = ChangelogSettings { links: true, ..ChangelogSettings::default() };
    let links = Links::new("https://github.com/a/b", None);
    let changes = tally.entries.iter().map(|entry| (entry.commit, "Z", entry.change));
    let section = Section::of(changes, &settings, links.as_ref());
    is_released("# Changelog\n\n## 1.0.0\n\n- a\n", &section);
}

/// A changelog as a file may hold it.
pub(crate) fn changelog(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    is_released(&text, &Section::parse("### Added\n\n- a\n- b"));
    let section = Section::parse(Changelog::parse(&text).unreleased().unwrap_or_default());
    let once = Changelog::parse(&text).with_unreleased(&section);
    assert_eq!(Changelog::parse(&once).with_unreleased(&section), once);
}

/// A release adds one version, keeps all others with their notes, and has the notes that
/// it should.
fn is_released(text: &str, section: &Section) {
    let before = Changelog::parse(text);
    let version = Version::new(7, 7, 7);
    if before.versions().any(|other| other == version) {
        return;
    }
    let tags = TagFormat::new("v{version}", None).unwrap();
    let release = Release {
        version,
        previous: None,
        date: "2026-01-31",
        tags: &tags,
        links: None,
        template: None,
    };
    let new = release.added_to(&before, Section::default(), section.clone()).unwrap();
    let after = Changelog::parse(&new);
    let others: Vec<Version> = after.versions().filter(|other| *other != version).collect();
    assert_eq!(before.versions().collect::<Vec<_>>(), others, "{new}");
    let notes = after.notes(&version).unwrap();
    for entry in section.groups.iter().flat_map(|group| &group.entries) {
        assert!(notes.replace("\r\n", "\n").contains(entry.trim()), "{new:?} {entry:?}");
    }
    for other in before.versions() {
        assert_eq!(before.notes(&other), after.notes(&other), "{new}");
    }
}

/// A version in whatever form.
pub(crate) fn version(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let Ok(version) = text.parse::<Version>() else { return };
    assert_eq!(version.to_string().parse(), Ok(version));
    assert_eq!(version.python().parse(), Ok(version));
    let tags = TagFormat::new("v{version}", None).unwrap();
    assert_eq!(tags.version(&tags.tag(&version)), Some(version));
}

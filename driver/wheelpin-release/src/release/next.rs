use std::collections::BTreeSet;

use super::taken::Taken;
use crate::Error;
use crate::version::{Level, Phase, Range, Version, ZeroRules};

/// The first version of a project that names none.
const FIRST: Version = Version::new(0, 1, 0);

/// The versions there are.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Known {
    /// Tagged on commits that can be reached from here.
    pub reachable: BTreeSet<Version>,
    /// Existing anywhere: every tag, every section of the changelog, and what a remote
    /// and an index were asked for.
    pub taken: Taken,
    /// What the project's files say.
    pub written: Option<Version>,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Wanted {
    /// What is different below 1.0.0.
    pub zero_rules: ZeroRules,
    /// A pre-release of this kind.
    pub pre: Option<Phase>,
    /// The range to stay in.
    pub range: Option<Range>,
}

/// The next version, and what it comes from.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Next {
    /// It.
    pub version: Version,
    /// The version that the commits were counted from.
    pub base: Option<Version>,
    /// The first one that was tried and exists.
    pub skipped: Option<Version>,
}

impl Known {
    /// The newest final version that can be reached: commits after it count.
    #[must_use]
    pub fn base(&self) -> Option<Version> {
        self.reachable.iter().rev().find(|version| version.pre.is_none()).copied()
    }

    /// The newest version that can be reached.
    #[must_use]
    pub fn newest(&self) -> Option<Version> {
        self.reachable.last().copied()
    }
}

/// The next version; none where there is nothing to release.
///
/// `since_base` is how far the commits since [`Known::base`] step, `since_newest`
/// those since [`Known::newest`].
///
/// 1. The base is stepped. Without a base the first version is the one that the files
///    say, or 0.1.0.
/// 2. It is never less than the release that the newest tag or the files announce.
/// 3. While it exists, its third number is raised.
/// 4. A pre-release gets the number after the highest one of its kind.
/// 5. It must lie in the range, and after the newest tag, to Cargo and to Python.
///
/// # Errors
///
/// [`Error::OutOfRange`] and [`Error::NotAfter`].
pub fn next(
    known: &Known,
    since_base: Level,
    since_newest: Level,
    wanted: Wanted,
) -> Result<Option<Next>, Error> {
    let level = if wanted.pre.is_some() { since_newest } else { since_base };
    if level == Level::None {
        return Ok(None);
    }
    let base = known.base();
    let rules = wanted.zero_rules;
    let mut release = match base {
        Some(base) => base.stepped(since_base, rules),
        None => first(known, since_base, rules),
    };
    for announced in [known.newest(), known.written].into_iter().flatten() {
        release = release.max(announced.release());
    }
    // Before any is skipped: people know the version that commits ask for.
    within(release, wanted.range)?;
    let mut skipped = None;
    while known.taken.contains(&release) || known.reachable.contains(&release) {
        skipped = skipped.or(Some(release));
        release = Version { patch: release.patch.saturating_add(1), ..release };
        if release.patch == u64::MAX {
            break;
        }
    }
    let version = match wanted.pre {
        Some(phase) => release.with_pre(phase, number(known, release, phase)),
        None => release,
    };
    check(known, version, wanted.range)?;
    Ok(Some(Next { version, base, skipped }))
}

/// Whether a version may be released from here, whoever chose it.
///
/// # Errors
///
/// [`Error::Exists`], [`Error::OutOfRange`] and [`Error::NotAfter`].
pub fn check(known: &Known, version: Version, range: Option<Range>) -> Result<(), Error> {
    if known.taken.contains(&version) || known.reachable.contains(&version) {
        return Err(Error::Exists { version, places: known.taken.places(&version) });
    }
    within(version, range)?;
    match known.newest() {
        Some(newest) if !version.follows(&newest) => Err(Error::NotAfter { version, newest }),
        _ => Ok(()),
    }
}

fn within(version: Version, range: Option<Range>) -> Result<(), Error> {
    match range {
        Some(range) if !range.contains(&version) => Err(Error::OutOfRange { version, range }),
        _ => Ok(()),
    }
}

/// The first version: what the files say, unless that exists.
fn first(known: &Known, level: Level, rules: ZeroRules) -> Version {
    let written = known.written.map_or(FIRST, Version::release);
    let first = if written == Version::new(0, 0, 0) {
        FIRST
    } else if known.taken.contains(&written) {
        written.stepped(level, rules)
    } else {
        written
    };
    if first.major == 0 && !rules.allow_zero_version { Version::new(1, 0, 0) } else { first }
}

/// The number after the highest one of a kind, from 1 and from what the files say on.
fn number(known: &Known, release: Version, phase: Phase) -> u64 {
    let number = |version: &Version| version.pre.filter(|pre| pre.phase == phase);
    let written = known.written.filter(|version| version.release() == release);
    let floor = written.as_ref().and_then(number).map_or(1, |pre| pre.number.max(1));
    known
        .taken
        .versions()
        .chain(&known.reachable)
        .filter(|version| version.release() == release)
        .filter_map(number)
        .map(|pre| pre.number.saturating_add(1))
        .max()
        .map_or(floor, |number| number.max(floor))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::release::Holder;

    const PLAIN: Wanted = Wanted {
        zero_rules: ZeroRules { major_on_zero: false, allow_zero_version: true },
        pre: None,
        range: None,
    };

    fn versions(texts: &[&str]) -> BTreeSet<Version> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    fn known(reachable: &[&str], elsewhere: &[&str], written: Option<&str>) -> Known {
        let mut taken = Taken::default();
        taken.add(versions(reachable), Holder::Tag);
        taken.add(versions(elsewhere), Holder::Index);
        let written = written.map(|text| text.parse().unwrap());
        Known { reachable: versions(reachable), taken, written }
    }

    fn after(known: &Known, level: Level, wanted: Wanted) -> String {
        next(known, level, level, wanted).unwrap().unwrap().version.to_string()
    }

    fn pre(phase: Phase) -> Wanted {
        Wanted { pre: Some(phase), ..PLAIN }
    }

    #[test]
    fn nothing_to_release_is_no_version() {
        let known = known(&["1.0.0"], &[], None);
        assert_eq!(next(&known, Level::None, Level::None, PLAIN).unwrap(), None);
        // Nothing since the newest pre-release.
        assert_eq!(next(&known, Level::Minor, Level::None, pre(Phase::Rc)).unwrap(), None);
    }

    #[test]
    fn the_newest_final_version_is_stepped() {
        let known = known(&["1.2.0", "1.10.0", "1.9.3"], &[], Some("1.10.0"));
        assert_eq!(after(&known, Level::Patch, PLAIN), "1.10.1");
        assert_eq!(after(&known, Level::Minor, PLAIN), "1.11.0");
        assert_eq!(after(&known, Level::Major, PLAIN), "2.0.0");
    }

    #[test]
    fn breaking_changes_below_1_stay_there() {
        let known = known(&["0.4.2"], &[], None);
        assert_eq!(after(&known, Level::Major, PLAIN), "0.5.0");
        let zero_rules = ZeroRules { major_on_zero: true, ..PLAIN.zero_rules };
        assert_eq!(after(&known, Level::Major, Wanted { zero_rules, ..PLAIN }), "1.0.0");
    }

    #[test]
    fn the_first_version_is_what_the_files_say() {
        assert_eq!(after(&known(&[], &[], None), Level::Patch, PLAIN), "0.1.0");
        assert_eq!(after(&known(&[], &[], Some("0.0.0")), Level::Minor, PLAIN), "0.1.0");
        assert_eq!(after(&known(&[], &[], Some("0.3.0")), Level::Minor, PLAIN), "0.3.0");
        assert_eq!(after(&known(&[], &["0.3.0"], Some("0.3.0")), Level::Minor, PLAIN), "0.4.0");
        assert_eq!(
            after(&known(&[], &[], Some("0.1.0")), Level::Minor, pre(Phase::Alpha)),
            "0.1.0-alpha.1"
        );
    }

    #[test]
    fn pre_releases_count_up_and_end() {
        let beta = known(&["1.1.0", "1.2.0-beta.1"], &["1.2.0-beta.2"], None);
        assert_eq!(after(&beta, Level::Minor, pre(Phase::Beta)), "1.2.0-beta.3");
        assert_eq!(after(&beta, Level::Minor, pre(Phase::Rc)), "1.2.0-rc.1");
        assert_eq!(after(&beta, Level::Major, pre(Phase::Beta)), "2.0.0-beta.1");
        assert_eq!(after(&beta, Level::Minor, PLAIN), "1.2.0");
        // No commits since the pre-release: the release is due all the same.
        let due = next(&beta, Level::Minor, Level::None, PLAIN).unwrap().unwrap();
        assert_eq!(
            (due.version.to_string().as_str(), due.base),
            ("1.2.0", Some(Version::new(1, 1, 0)))
        );
        // A pre-release that was chosen by hand is not taken back.
        let chosen = known(&["1.1.0", "2.0.0-beta.1"], &[], None);
        assert_eq!(after(&chosen, Level::Patch, PLAIN), "2.0.0");
        assert_eq!(after(&chosen, Level::Patch, pre(Phase::Beta)), "2.0.0-beta.2");
    }

    #[test]
    fn a_lower_kind_of_pre_release_is_refused() {
        let rc = known(&["1.1.0", "1.2.0-rc.1"], &[], None);
        let refused = next(&rc, Level::Minor, Level::Minor, pre(Phase::Beta));
        assert!(matches!(refused, Err(Error::NotAfter { .. })));
        // To Cargo dev comes after beta, to Python before.
        let beta = known(&["1.2.0-beta.1"], &[], None);
        let refused = next(&beta, Level::Minor, Level::Minor, pre(Phase::Dev));
        assert!(matches!(refused, Err(Error::NotAfter { .. })));
    }

    #[test]
    fn versions_that_exist_are_skipped() {
        let known = known(&["1.2.0"], &["1.3.0", "1.3.1"], None);
        let skipping = next(&known, Level::Minor, Level::Minor, PLAIN).unwrap().unwrap();
        assert_eq!(skipping.version.to_string(), "1.3.2");
        assert_eq!(skipping.skipped, Some(Version::new(1, 3, 0)));
    }

    #[test]
    fn what_the_files_say_is_a_floor() {
        let ahead = known(&["0.1.1"], &["0.2.0"], Some("0.2.0"));
        assert_eq!(after(&ahead, Level::Patch, PLAIN), "0.2.1");
        let dev = known(&["1.2.0"], &[], Some("1.3.0-dev.0"));
        assert_eq!(after(&dev, Level::Patch, PLAIN), "1.3.0");
        assert_eq!(after(&dev, Level::Patch, pre(Phase::Dev)), "1.3.0-dev.1");
        let dev = known(&["1.2.0"], &[], Some("1.3.0-dev.5"));
        assert_eq!(after(&dev, Level::Patch, pre(Phase::Dev)), "1.3.0-dev.5");
        assert_eq!(after(&dev, Level::Patch, pre(Phase::Rc)), "1.3.0-rc.1");
        let dev = known(&["1.2.0"], &["1.3.0-dev.5"], Some("1.3.0-dev.5"));
        assert_eq!(after(&dev, Level::Patch, pre(Phase::Dev)), "1.3.0-dev.6");
    }

    #[test]
    fn a_maintenance_branch_stays_in_its_range() {
        // 2.0.0 is tagged on another branch.
        let branch = known(&["1.4.2"], &["2.0.0"], None);
        let range = |name: &str| Wanted { range: Range::from_name(name), ..PLAIN };
        assert_eq!(after(&branch, Level::Patch, range("1.x")), "1.4.3");
        assert_eq!(after(&branch, Level::Minor, range("1.x")), "1.5.0");
        for (level, name) in [(Level::Major, "1.x"), (Level::Minor, "1.4.x")] {
            let refused = next(&branch, level, level, range(name));
            let Err(Error::OutOfRange { version, .. }) = refused else { panic!("{refused:?}") };
            assert_eq!(version, branch.newest().unwrap().stepped(level, PLAIN.zero_rules));
        }
    }

    #[test]
    fn a_version_by_hand_is_checked_too() {
        let known = known(&["1.2.0"], &["1.3.0"], None);
        let check = |text: &str| check(&known, text.parse().unwrap(), None);
        assert!(matches!(check("1.2.0"), Err(Error::Exists { .. })));
        assert!(matches!(check("1.3.0"), Err(Error::Exists { .. })));
        assert!(matches!(check("1.1.0"), Err(Error::NotAfter { .. })));
        assert!(check("1.2.1").is_ok() && check("2.0.0-rc.1").is_ok());
    }

    /// The two promises, over versions by a generator that is always the same.
    #[test]
    fn the_next_version_is_new_and_after_the_newest_tag() {
        let mut state = 3_u64;
        let mut random = |bound: u64| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % bound
        };
        for _ in 0..20_000 {
            let mut any = || {
                let version = Version::new(random(3), random(3), random(3));
                match random(6) {
                    index @ 0..4 => {
                        version.with_pre(Phase::ALL[usize::try_from(index).unwrap()], random(3))
                    }
                    _ => version,
                }
            };
            let known = Known {
                reachable: [any(), any()].into(),
                taken: [any(), any(), any(), any()].into(),
                written: Some(any()),
            };
            let level =
                [Level::Patch, Level::Minor, Level::Major][usize::try_from(random(3)).unwrap()];
            let phase = Phase::ALL.get(usize::try_from(random(6)).unwrap()).copied();
            let wanted = Wanted { pre: phase, ..PLAIN };
            if let Ok(next) = next(&known, level, level, wanted) {
                let version = next.unwrap().version;
                assert!(!known.taken.contains(&version), "{known:?} {version}");
                assert!(version.follows(&known.newest().unwrap()), "{known:?} {version}");
            } else {
                assert!(phase.is_some(), "{known:?}");
            }
        }
    }
}

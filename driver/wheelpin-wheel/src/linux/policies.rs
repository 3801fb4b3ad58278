use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::LazyLock;

/// auditwheel's policies; the first line names its version. `ci/renew-check-data` makes it.
const TABLE: &str = include_str!("../../data/linux-policies.txt");

/// Version of a policy: 2.28 for `manylinux_2_28`, 24.0 for `android_24`.
pub(crate) type Level = (u32, u32);

/// Which C library policies are about.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Family {
    /// glibc (PEP 600)
    Manylinux,
    /// musl (PEP 656)
    Musllinux,
    /// bionic (PEP 738)
    Android,
}

/// All policies of one C library.
#[derive(Debug, Default)]
pub(crate) struct Policies {
    /// Oldest first, each with its architectures.
    levels: BTreeMap<Level, BTreeSet<&'static str>>,
    /// Library: the oldest policy that lets it be needed.
    libraries: BTreeMap<&'static str, Level>,
    /// Architecture: what of symbols is known.
    symbols: BTreeMap<&'static str, Namespaces>,
    /// Library and name of a symbol: the newest policy that forbids to import it.
    forbidden: BTreeMap<&'static str, BTreeMap<&'static str, Level>>,
}

/// `GLIBC` and a version without it, `2.28`: the oldest policy that lets it be needed.
type Namespaces = BTreeMap<&'static str, BTreeMap<&'static str, Level>>;

static ALL: LazyLock<BTreeMap<Family, Policies>> = LazyLock::new(|| {
    let mut all = BTreeMap::new();
    for line in TABLE.lines().skip(1) {
        read(&mut all, line);
    }
    all
});

/// Names of symbols that some policy forbids to import.
static FORBIDDEN: LazyLock<HashSet<&'static [u8]>> = LazyLock::new(|| {
    let names = ALL.values().flat_map(|policies| policies.forbidden.values());
    names.flat_map(|names| names.keys()).map(|name| name.as_bytes()).collect()
});

/// Reads one line; none where it is of another form.
fn read(all: &mut BTreeMap<Family, Policies>, line: &'static str) -> Option<()> {
    let mut words = line.split(' ');
    let kind = words.next()?;
    let policies = all.entry(Family::read(words.next()?)?).or_default();
    match kind {
        "policy" => {
            policies.levels.insert(level(words.next()?)?, words.collect());
        }
        "libraries" => {
            let level = level(words.next()?)?;
            policies.libraries.extend(words.map(|library| (library, level)));
        }
        "symbols" => {
            let namespaces = policies.symbols.entry(words.next()?).or_default();
            let namespace = words.next()?;
            let level = level(words.next()?)?;
            let versions = namespaces.entry(namespace).or_default();
            versions.extend(words.map(|version| (version, level)));
        }
        "forbidden" => {
            let library = words.next()?;
            let level = level(words.next()?)?;
            let names = policies.forbidden.entry(library).or_default();
            names.extend(words.map(|name| (name, level)));
        }
        _ => return None,
    }
    Some(())
}

/// `2_28` is 2.28, `24` is 24.0.
fn level(text: &str) -> Option<Level> {
    let (major, minor) = text.split_once('_').unwrap_or((text, "0"));
    Some((major.parse().ok()?, minor.parse().ok()?))
}

/// What stands in the way of a policy, and from which policy on it does not.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Needs {
    /// At least this policy.
    Level(Level),
    /// No policy there is lets it be.
    None,
}

impl Needs {
    /// Whether a policy of this level does not let it be.
    pub(crate) fn exceed(self, level: Level) -> bool {
        match self {
            Self::Level(needed) => needed > level,
            Self::None => true,
        }
    }
}

impl Family {
    fn read(name: &str) -> Option<Self> {
        match name {
            "manylinux" => Some(Self::Manylinux),
            "musllinux" => Some(Self::Musllinux),
            "android" => Some(Self::Android),
            _ => None,
        }
    }

    /// `manylinux_2_28_x86_64`, as in a file name.
    pub(crate) fn tag(self, level: Level, arch: &str) -> String {
        match self {
            Self::Manylinux => format!("manylinux_{}_{}_{arch}", level.0, level.1),
            Self::Musllinux => format!("musllinux_{}_{}_{arch}", level.0, level.1),
            Self::Android => format!("android_{}_{arch}", level.0),
        }
    }

    /// Its policies.
    pub(crate) fn policies(self) -> &'static Policies {
        static NONE: Policies = Policies {
            levels: BTreeMap::new(),
            libraries: BTreeMap::new(),
            symbols: BTreeMap::new(),
            forbidden: BTreeMap::new(),
        };
        ALL.get(&self).unwrap_or(&NONE)
    }
}

impl Policies {
    /// The oldest policy of an architecture that is no older than `least`; none where there
    /// is no such policy.
    pub(crate) fn lowest(&self, arch: &str, least: Level) -> Option<Level> {
        let mut newer = self.levels.range(least..);
        newer.find(|(_, archs)| archs.contains(arch)).map(|(level, _)| *level)
    }

    /// Whether there is a policy of just this level.
    pub(crate) fn has(&self, level: Level, arch: &str) -> bool {
        self.levels.get(&level).is_some_and(|archs| archs.contains(arch))
    }

    /// What a needed version of a symbol, `GLIBC_2.28`, asks for. A namespace that no policy
    /// limits asks for nothing, as with auditwheel.
    pub(crate) fn version(&self, arch: &str, version: &str) -> Needs {
        let (namespace, rest) = version.split_once('_').unwrap_or((version, ""));
        let Some(known) = self.symbols.get(arch).and_then(|spaces| spaces.get(namespace)) else {
            return Needs::Level((0, 0));
        };
        known.get(rest).map_or(Needs::None, |level| Needs::Level(*level))
    }

    /// What a needed library asks for.
    pub(crate) fn library(&self, library: &str) -> Needs {
        self.libraries.get(library).map_or(Needs::None, |level| Needs::Level(*level))
    }

    /// Whether some names of a library must not be imported.
    pub(crate) fn limits_names_of(&self, library: &str) -> bool {
        self.forbidden.contains_key(library)
    }

    /// What an imported name of a needed library asks for: the policy after the last that
    /// forbids it.
    pub(crate) fn import(&self, library: &str, name: &str) -> Needs {
        let Some(last) = self.forbidden.get(library).and_then(|names| names.get(name)) else {
            return Needs::Level((0, 0));
        };
        self.levels
            .keys()
            .find(|level| *level > last)
            .map_or(Needs::None, |level| Needs::Level(*level))
    }
}

/// The name as the table has it, where some policy forbids to import it.
pub(crate) fn forbidden_name(name: &[u8]) -> Option<&'static str> {
    // The longest has 27 bytes; hashing longer ones takes time.
    let short = Some(name).filter(|name| name.len() < 40)?;
    str::from_utf8(FORBIDDEN.get(short)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_read() {
        let mut all = BTreeMap::new();
        let wrong: Vec<&str> =
            TABLE.lines().skip(1).filter(|line| read(&mut all, line).is_none()).collect();
        assert!(TABLE.starts_with("# auditwheel 6.8.2, sha256 "));
        assert!(wrong.is_empty(), "{wrong:?}");
        assert_eq!(all[&Family::Manylinux].levels.len(), 16);
        assert_eq!(all[&Family::Musllinux].levels.len(), 2);
        assert_eq!(all[&Family::Android].levels.len(), 4);
    }

    #[test]
    fn versions_ask_for_the_policy_that_has_them() {
        let policies = Family::Manylinux.policies();
        assert_eq!(policies.version("x86_64", "GLIBC_2.28"), Needs::Level((2, 28)));
        assert_eq!(policies.version("x86_64", "GLIBC_2.2.5"), Needs::Level((2, 5)));
        assert_eq!(policies.version("x86_64", "GLIBC_PRIVATE"), Needs::None);
        assert_eq!(policies.version("x86_64", "OPENSSL_3.0.0"), Needs::Level((0, 0)));
        // CentOS 7 of that architecture had a newer glibc.
        assert_eq!(policies.version("aarch64", "GLIBC_2.18"), Needs::Level((2, 17)));
        assert_eq!(policies.lowest("riscv64", (2, 17)), Some((2, 31)));
    }

    #[test]
    fn names_are_forbidden_up_to_a_policy() {
        let policies = Family::Manylinux.policies();
        assert_eq!(policies.import("libz.so.1", "_tr_init"), Needs::None);
        assert_eq!(policies.import("libz.so.1", "inflate"), Needs::Level((0, 0)));
        assert_eq!(policies.import("libc.so.6", "__issignaling"), Needs::Level((2, 24)));
        assert_eq!(forbidden_name(b"_tr_init"), Some("_tr_init"));
    }
}

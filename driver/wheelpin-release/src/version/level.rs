use super::Version;

/// How far a release steps.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub enum Level {
    /// Not at all: there is nothing to release.
    #[default]
    None,
    /// 1.2.3 to 1.2.4
    Patch,
    /// 1.2.3 to 1.3.0
    Minor,
    /// 1.2.3 to 2.0.0; below 1.0.0 see [`ZeroRules`].
    Major,
}

/// What is different below 1.0.0.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ZeroRules {
    /// Whether a breaking change makes 0.2.3 to 1.0.0, not to 0.3.0.
    pub major_on_zero: bool,
    /// Whether there are versions below 1.0.0 at all; if not, the next is 1.0.0.
    pub allow_zero_version: bool,
}

impl Version {
    /// The final version one step after the release of this one; the same with
    /// [`Level::None`].
    #[must_use]
    pub fn stepped(self, level: Level, rules: ZeroRules) -> Self {
        let Self { major, minor, patch, .. } = self;
        let level = match level {
            Level::Major if major == 0 && !rules.major_on_zero => Level::Minor,
            level => level,
        };
        match level {
            Level::None => self.release(),
            _ if major == 0 && !rules.allow_zero_version => Self::new(1, 0, 0),
            Level::Patch => Self::new(major, minor, patch.saturating_add(1)),
            Level::Minor => Self::new(major, minor.saturating_add(1), 0),
            Level::Major => Self::new(major.saturating_add(1), 0, 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_by_level_and_rules() {
        let plain = ZeroRules { major_on_zero: false, allow_zero_version: true };
        let bold = ZeroRules { major_on_zero: true, ..plain };
        let never = ZeroRules { allow_zero_version: false, ..plain };
        for (from, level, rules, to) in [
            ("1.2.3", Level::Patch, plain, "1.2.4"),
            ("1.2.3", Level::Minor, plain, "1.3.0"),
            ("1.2.3", Level::Major, plain, "2.0.0"),
            ("1.2.3-beta.1", Level::None, plain, "1.2.3"),
            ("0.2.3", Level::Patch, plain, "0.2.4"),
            ("0.2.3", Level::Minor, plain, "0.3.0"),
            ("0.2.3", Level::Major, plain, "0.3.0"),
            ("0.0.1", Level::Major, plain, "0.1.0"),
            ("0.2.3", Level::Major, bold, "1.0.0"),
            ("0.2.3", Level::Minor, bold, "0.3.0"),
            ("0.2.3", Level::Patch, never, "1.0.0"),
            ("0.2.3", Level::None, never, "0.2.3"),
            ("1.2.3", Level::Patch, never, "1.2.4"),
        ] {
            let from: Version = from.parse().unwrap();
            assert_eq!(from.stepped(level, rules).to_string(), to, "{from} {level:?} {rules:?}");
        }
    }
}

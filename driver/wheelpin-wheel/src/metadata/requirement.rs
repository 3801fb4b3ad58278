use std::str::FromStr;

use pep440_rs::VersionSpecifier;

/// One dependency (PyPA specifications, "Dependency specifiers"), read as packaging 26.3 does.
///
/// The crate pep508_rs 0.9.2 is not used: it panics on a name that ends in a dot, and descends
/// into itself for each parenthesis of a marker.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Requirement {
    /// Whether it is on an address: `NAME @ URL`.
    pub(crate) has_url: bool,
}

/// Words of a marker that stand for what is known of a system; the last few are old spellings.
const VARIABLES: &[&str] = &[
    "dependency_groups",
    "extra",
    "extras",
    "implementation_name",
    "implementation_version",
    "os_name",
    "platform_machine",
    "platform_python_implementation",
    "platform_release",
    "platform_system",
    "platform_version",
    "python_full_version",
    "python_version",
    "sys_platform",
    "os.name",
    "platform.machine",
    "platform.python_implementation",
    "platform.version",
    "python_implementation",
    "sys.platform",
];

/// Longer ones first.
const OPERATORS: &[&str] = &["===", "==", "~=", "!=", "<=", ">=", "<", ">"];

impl Requirement {
    /// Reads one; else why it is none.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let mut rest = Rest(text.trim_matches([' ', '\t']));
        rest.name().ok_or("it does not begin with a name")?;
        rest.spaces();
        if rest.take("[") {
            rest.extras()?;
        }
        rest.spaces();
        let has_url = rest.take("@");
        if has_url {
            rest.spaces();
            let end = rest.0.find([' ', '\t']).unwrap_or(rest.0.len());
            if end == 0 {
                return Err("there is no address behind @".into());
            }
            rest.skip(end);
            rest.spaces();
        } else {
            rest.versions()?;
        }
        if rest.take(";") {
            rest.marker()?;
        }
        match rest.0 {
            "" => Ok(Self { has_url }),
            more => Err(format!("nobody can tell what {more:?} stands for")),
        }
    }
}

/// What is not read yet.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    fn skip(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.0.split_at(bytes);
        self.0 = rest;
        taken
    }

    fn spaces(&mut self) {
        self.0 = self.0.trim_start_matches([' ', '\t']);
    }

    fn take(&mut self, token: &str) -> bool {
        self.0.strip_prefix(token).map(|rest| self.0 = rest).is_some()
    }

    /// A word that nothing of a word follows.
    fn word(&mut self, word: &str) -> bool {
        let rest = self.0.strip_prefix(word);
        let rest = rest.filter(|rest| !rest.starts_with(|one: char| is_word(one)));
        rest.map(|rest| self.0 = rest).is_some()
    }

    /// Letters and digits with `.`, `_` and `-` between.
    fn name(&mut self) -> Option<&'a str> {
        let is_part = |one: char| one.is_ascii_alphanumeric() || matches!(one, '.' | '_' | '-');
        let end = self.0.find(|one| !is_part(one)).unwrap_or(self.0.len());
        let name = self.0.get(..end)?.trim_end_matches(['.', '-']);
        let is_name = name.starts_with(|one: char| one.is_ascii_alphanumeric());
        is_name.then(|| self.skip(name.len()))
    }

    fn extras(&mut self) -> Result<(), String> {
        self.spaces();
        if self.take("]") {
            return Ok(());
        }
        loop {
            self.name().ok_or("it has no extra between brackets")?;
            self.spaces();
            if self.take("]") {
                return Ok(());
            }
            if !self.take(",") {
                return Err("its extras are not parted by commas".into());
            }
            self.spaces();
        }
    }

    fn versions(&mut self) -> Result<(), String> {
        let is_enclosed = self.take("(");
        let end = if is_enclosed { self.0.find(')') } else { self.0.find(';') };
        if is_enclosed && end.is_none() {
            return Err("a parenthesis is not closed".into());
        }
        let text = self.skip(end.unwrap_or(self.0.len())).trim_matches([' ', '\t']);
        if is_enclosed {
            self.take(")");
        }
        self.spaces();
        if text.is_empty() {
            return Ok(());
        }
        // One comma more at the end does no harm.
        let text = text.strip_suffix(',').unwrap_or(text);
        text.split(',').try_for_each(|part| {
            let part = part.trim();
            // Behind === may stand anything.
            if part
                .strip_prefix("===")
                .is_some_and(|version| !version.trim().contains(|one: char| one.is_whitespace()))
            {
                return Ok(());
            }
            VersionSpecifier::from_str(part).map(drop).map_err(|error| error.to_string())
        })
    }

    /// Conditions with `and` and `or` between, in parentheses or not.
    fn marker(&mut self) -> Result<(), String> {
        let mut open = 0_usize;
        loop {
            self.spaces();
            while self.take("(") {
                open += 1;
                self.spaces();
            }
            self.condition()?;
            self.spaces();
            while open > 0 && self.take(")") {
                open -= 1;
                self.spaces();
            }
            if !self.word("and") && !self.word("or") {
                break;
            }
        }
        if open > 0 { Err("a parenthesis of its marker is not closed".into()) } else { Ok(()) }
    }

    fn condition(&mut self) -> Result<(), String> {
        self.operand()?;
        self.spaces();
        if self.word("not") {
            self.spaces();
            if !self.word("in") {
                return Err("its marker has a not without in".into());
            }
        } else if !self.word("in") && !OPERATORS.iter().any(|operator| self.take(operator)) {
            return Err("its marker compares nothing".into());
        }
        self.spaces();
        self.operand()
    }

    fn operand(&mut self) -> Result<(), String> {
        for quote in ["'", "\""] {
            if self.take(quote) {
                let end = self.0.find(quote).ok_or("a quote of its marker is not closed")?;
                self.skip(end + 1);
                return Ok(());
            }
        }
        if VARIABLES.iter().any(|variable| self.word(variable)) {
            return Ok(());
        }
        Err("its marker has neither a variable nor text in quotes where one has to be".into())
    }
}

fn is_word(one: char) -> bool {
    one.is_alphanumeric() || one == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dependencies_of_every_form_are_read() {
        for text in [
            "a",
            "a.b-C_1 [x, y-z] (>=1.0, !=1.5.*, <2)",
            "a>=1,",
            "a===what ever;",
            "a; python_version < '3.11' and (os_name == \"nt\" or extra not in 'x y')",
            "a;((('x' in sys.platform)))",
            "a ; '3' <= python_version",
        ] {
            let is_odd = text.starts_with("a===");
            assert_eq!(Requirement::read(text).is_ok(), !is_odd, "{text}");
        }
        for text in ["a @ https://example.com/a.zip", "a[b]@file:///c ; extra == 'x'"] {
            assert!(Requirement::read(text).unwrap().has_url, "{text}");
        }
    }

    #[test]
    fn what_is_none_is_refused() {
        for text in [
            "",
            "-a",
            "a b",
            "a.",
            "a[b",
            "a[b c]",
            "a (>=1",
            "a>=1.*",
            "a>=1 <2",
            "a @ ",
            "a; python_version",
            "a; python_versions < '3'",
            "a; os_name = 'nt'",
            "a; (os_name == 'nt'",
            "a; os_name == 'nt')",
            "a; os_name == 'nt",
            "a; os_name == 'nt' and",
        ] {
            assert!(Requirement::read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn parentheses_are_not_descended_into() {
        assert!(Requirement::read(&format!("a;{}", "(".repeat(1_000_000))).is_err());
    }
}

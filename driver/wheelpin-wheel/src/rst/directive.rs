use super::vocabulary::{ADMONITIONS, CODE, CODE_OPTIONS, DISABLED, IMAGE_OPTIONS, is_directive};

/// `.. NAME:: FIRST`, with the indented lines that follow, as far as they belong to it.
pub(super) struct Directive<'a> {
    pub(super) name: &'a str,
    first: &'a str,
    rest: Vec<(usize, &'a str)>,
}

impl<'a> Directive<'a> {
    /// Reads what follows `.. `; none where it is no directive.
    pub(super) fn read(text: &'a str, rest: Vec<(usize, &'a str)>) -> Option<Self> {
        let (name, first) = text.split_once("::")?;
        let name = name.strip_suffix(' ').unwrap_or(name);
        if !is_simple_name(name) || !(first.is_empty() || first.starts_with(' ')) {
            return None;
        }
        Some(Self { name, first: first.trim(), rest })
    }

    /// Why docutils, or PyPI, refuses it.
    pub(super) fn problem(&self) -> Option<String> {
        let name = self.name.to_lowercase();
        if !is_directive(&name) {
            return Some(format!("the directive {name} is unknown to PyPI"));
        }
        if DISABLED.contains(&name.as_str()) {
            return Some(format!("PyPI disables the directive {name}"));
        }
        if CODE.contains(&name.as_str()) {
            return self.code_problem(&name);
        }
        if name == "image" {
            if self.head().all(|line| line.trim().is_empty() || line.trim().starts_with(':')) {
                return Some("an image has no address".into());
            }
            return self.option_problem(&name, IMAGE_OPTIONS);
        }
        let is_empty = self.first.is_empty() && self.rest.iter().all(|(_, line)| line.is_empty());
        (ADMONITIONS.contains(&name.as_str()) && is_empty)
            .then(|| format!("the directive {name} is empty"))
    }

    /// The first line, and those up to an empty one: arguments and options.
    fn head(&self) -> impl Iterator<Item = &'a str> + '_ {
        let rest = self.rest.iter().map(|(_, line)| *line);
        std::iter::once(self.first).chain(rest.take_while(|line| !line.is_empty()))
    }

    /// Options of the head; a line that belongs to the one before is passed over.
    fn options(&self) -> impl Iterator<Item = &'a str> + '_ {
        let lines = self.head().skip(1).map(str::trim_start);
        lines.filter_map(|line| line.strip_prefix(':')?.split_once(':').map(|(name, _)| name))
    }

    fn option_problem(&self, name: &str, known: &[&str]) -> Option<String> {
        let unknown = self.options().find(|option| {
            let is_plain = option.chars().all(|one| one.is_ascii_alphabetic() || one == '-');
            is_plain && !option.is_empty() && !known.contains(&option.to_lowercase().as_str())
        })?;
        Some(format!("the directive {name} has no option {unknown}"))
    }

    fn code_problem(&self, name: &str) -> Option<String> {
        let has_head_option = self.head().any(|line| line.trim_start().starts_with(':'));
        if !has_head_option {
            let words = self.head().flat_map(str::split_whitespace).count();
            if words > 1 {
                let line = "an empty line has to stand before its text";
                return Some(format!("the directive {name} has more than a language: {line}"));
            }
        }
        let mut behind = self.rest.iter().skip_while(|(_, line)| !line.is_empty());
        if behind.all(|(_, line)| line.is_empty()) {
            return Some(format!("the directive {name} is empty"));
        }
        self.option_problem(name, CODE_OPTIONS)
    }

    /// What is within, where that is a text like any other.
    pub(super) fn nested(self) -> Option<Vec<(usize, &'a str)>> {
        let is_plain = ADMONITIONS.iter().any(|known| known.eq_ignore_ascii_case(self.name))
            && self.first.is_empty()
            && self.options().next().is_none();
        is_plain.then_some(self.rest)
    }
}

/// Letters and digits, with single marks between.
fn is_simple_name(name: &str) -> bool {
    let mut after_mark = true;
    for character in name.chars() {
        let is_mark = "-._+:".contains(character);
        if is_mark && after_mark || !is_mark && !character.is_alphanumeric() {
            return false;
        }
        after_mark = is_mark;
    }
    !after_mark
}

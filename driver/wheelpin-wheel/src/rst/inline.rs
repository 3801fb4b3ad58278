use super::names::Names;

/// Why a text is not followed further.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Outcome {
    Sound,
    /// It cannot be told.
    Unknown,
    Broken(String),
}

/// Characters of a name that is looked at.
const LONGEST_NAME: usize = 200;

/// Looks for inline markup that docutils cannot take (reStructuredText specification, "Inline
/// markup recognition rules"): what begins and does not end, and roles and targets that are not
/// there.
pub(super) fn check(text: &str, names: &Names) -> Outcome {
    let characters: Vec<char> = escaped(text);
    let mut scan = Scan { text: &characters, names };
    loop {
        match scan.next() {
            Ok(Some(behind)) => scan.text = scan.text.get(behind..).unwrap_or_default(),
            Ok(None) => return Outcome::Sound,
            Err(outcome) => return outcome,
        }
    }
}

/// A backslash becomes `\0`, and takes the meaning from what follows it.
fn escaped(text: &str) -> Vec<char> {
    let mut characters = Vec::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        if character == '\\' {
            characters.push('\0');
            characters.extend(rest.next());
        } else {
            characters.push(character);
        }
    }
    characters
}

/// What is left of a text; markup begins and ends as at the edges of a text.
struct Scan<'a> {
    text: &'a [char],
    names: &'a Names,
}

type Step = Result<Option<usize>, Outcome>;

impl Scan<'_> {
    fn at(&self, at: usize) -> Option<char> {
        self.text.get(at).copied()
    }

    /// Passes the first markup; gives where the text goes on.
    fn next(&mut self) -> Step {
        for at in 0..self.text.len() {
            if !self.may_start(at)? {
                continue;
            }
            if let Some(behind) = self.markup(at)? {
                return Ok(Some(behind));
            }
        }
        Ok(None)
    }

    /// Whether what stands before `at` lets markup begin.
    fn may_start(&self, at: usize) -> Result<bool, Outcome> {
        let Some(before) = at.checked_sub(1).and_then(|before| self.at(before)) else {
            return Ok(true);
        };
        if before.is_whitespace() || "\"'(<[{-/:".contains(before) {
            return Ok(true);
        }
        if before.is_ascii() || before.is_alphanumeric() {
            return Ok(false);
        }
        // Which other characters count is a long table.
        let may_be_markup = self.at(at).is_some_and(|one| "*`_|[:".contains(one));
        if may_be_markup { Err(Outcome::Unknown) } else { Ok(false) }
    }

    /// Whether what stands at `at` lets markup end before it.
    fn may_end(&self, at: usize) -> Result<bool, Outcome> {
        let Some(next) = self.at(at) else { return Ok(true) };
        if next.is_whitespace() || "\0\"')>]}-/:.,;!?\\".contains(next) {
            return Ok(true);
        }
        if next.is_ascii() || next.is_alphanumeric() {
            return Ok(false);
        }
        Err(Outcome::Unknown)
    }

    fn starts_with(&self, at: usize, mark: &str) -> bool {
        mark.chars().enumerate().all(|(offset, one)| self.at(at + offset) == Some(one))
    }

    /// Whether a mark that ends before `behind` begins markup: text follows, and it does not
    /// stand alone between quotes or brackets.
    fn is_quoted(&self, at: usize, behind: usize) -> bool {
        let Some(before) = at.checked_sub(1).and_then(|before| self.at(before)) else {
            return false;
        };
        let Some(next) = self.at(behind) else { return true };
        let pairs = [('"', '"'), ('\'', '\''), ('(', ')'), ('<', '>'), ('[', ']'), ('{', '}')];
        pairs.contains(&(before, next))
    }

    /// Markup that begins at `at`, where it may; gives what follows it.
    fn markup(&self, at: usize) -> Step {
        let kinds = [
            ("**", "strong text (**)"),
            ("*", "emphasis (*)"),
            ("``", "literal text (``)"),
            ("_`", "a target (_`)"),
            ("|", "a substitution (|)"),
        ];
        for (mark, what) in kinds {
            let behind = at + mark.len();
            let is_follower = self.at(behind).is_some_and(char::is_whitespace)
                || (matches!(mark, "*" | "|") && self.starts_with(behind, mark));
            if !self.starts_with(at, mark) || is_follower {
                continue;
            }
            if self.is_quoted(at, behind) || self.at(behind).is_none() && at > 0 {
                return Ok(Some(behind));
            }
            return match self.end(mark, behind)? {
                Some((end, behind_end)) => {
                    self.look_up(mark, behind, end)?;
                    Ok(Some(behind_end))
                }
                None => Err(Outcome::Broken(format!("{what} begins and does not end"))),
            };
        }
        if let Some(behind) = self.reference(at)? {
            return Ok(Some(behind));
        }
        self.interpreted(at)
    }

    /// Where the first end of `mark` stands, searched from `from`, and what follows it.
    fn end(&self, mark: &str, from: usize) -> Result<Option<(usize, usize)>, Outcome> {
        let end_mark = if mark == "_`" { "`" } else { mark };
        for at in from..self.text.len() {
            if !self.starts_with(at, end_mark) {
                continue;
            }
            if at > from {
                let before = self.at(at - 1).unwrap_or_default();
                if before.is_whitespace() || (before == '\0' && mark != "``") {
                    continue;
                }
            }
            let mut behind = at + end_mark.len();
            if mark == "|" {
                // Up to two underscores make it a reference.
                let most = (0..2).take_while(|more| self.at(behind + more) == Some('_')).count();
                let mut fits = None;
                for more in (0..=most).rev() {
                    if self.may_end(behind + more)? {
                        fits = Some(more);
                        break;
                    }
                }
                match fits {
                    Some(more) => behind += more,
                    None => continue,
                }
            } else if !self.may_end(behind)? {
                continue;
            }
            // Only the first one counts, and there has to be something between.
            return Ok((at > from).then_some((at, behind)));
        }
        Ok(None)
    }

    fn text_between(&self, from: usize, to: usize) -> String {
        let inside = self.text.get(from..to).unwrap_or_default();
        inside.iter().filter(|one| **one != '\0').collect()
    }

    fn look_up(&self, mark: &str, from: usize, end: usize) -> Result<(), Outcome> {
        if mark != "|" {
            return Ok(());
        }
        let name = self.text_between(from, end);
        if self.names.has_substitution(&name) {
            return Ok(());
        }
        Err(Outcome::Broken(format!("the substitution |{name}| is defined nowhere")))
    }

    /// Characters of a simple name from `at` on: letters and digits, with single marks between.
    fn simple_name(&self, at: usize) -> Result<usize, Outcome> {
        let is_letter = |at: usize| self.at(at).is_some_and(char::is_alphanumeric);
        let mut end = at;
        while is_letter(end) {
            while is_letter(end) {
                end += 1;
            }
            if end - at > LONGEST_NAME {
                return Err(Outcome::Unknown);
            }
            let is_joined = self.at(end).is_some_and(|one| "-._+:".contains(one));
            if is_joined && is_letter(end + 1) {
                end += 1;
            }
        }
        Ok(end - at)
    }

    /// `NAME_` or `NAME__`.
    fn reference(&self, at: usize) -> Step {
        let length = self.simple_name(at)?;
        let end = at + length;
        if length == 0 || self.at(end) != Some('_') {
            return Ok(None);
        }
        let is_anonymous = self.at(end + 1) == Some('_');
        if is_anonymous && self.may_end(end + 2)? {
            return Ok(Some(end + 2));
        }
        if !self.may_end(end + 1)? {
            return Ok(None);
        }
        let name = self.text_between(at, end);
        if self.names.has_target(&name) {
            return Ok(Some(end + 1));
        }
        Err(Outcome::Broken(format!("the reference {name}_ leads nowhere")))
    }

    /// `` `TEXT` ``, `` :ROLE:`TEXT` ``, `` `TEXT`:ROLE: ``, `` `TEXT`_ ``.
    fn interpreted(&self, at: usize) -> Step {
        let role = self.role(at)?;
        let quote = at + role;
        let from = quote + 1;
        let is_start = self.starts_with(quote, "`")
            && !self.starts_with(from, "`")
            && !self.at(from).is_some_and(char::is_whitespace);
        if !is_start {
            return Ok(None);
        }
        if role == 0 && (self.is_quoted(at, from) || self.at(from).is_none() && at > 0) {
            return Ok(Some(from));
        }
        for end in from..self.text.len() {
            if self.at(end) != Some('`') {
                continue;
            }
            if end > from {
                let before = self.at(end - 1).unwrap_or_default();
                let is_escaped = end > from + 1 && self.at(end - 2) == Some('\0');
                if before == '\0' || (before.is_whitespace() && !is_escaped) {
                    continue;
                }
            }
            let Some((suffix, marks)) = self.suffix(end + 1)? else { continue };
            if end == from {
                break;
            }
            let behind = end + 1 + suffix + marks;
            let name = |from: usize, length: usize| self.text_between(from + 1, from + length - 1);
            let role = match (role, suffix) {
                (0, 0) => None,
                (0, suffix) => Some(name(end + 1, suffix)),
                (role, 0) => Some(name(at, role)),
                _ => return Err(Outcome::Broken("text has two roles".into())),
            };
            return match role {
                Some(role) if marks > 0 => {
                    Err(Outcome::Broken(format!("text of the role {role} is a reference as well")))
                }
                Some(role) if !self.names.has_role(&role) => {
                    Err(Outcome::Broken(format!("the role :{role}: is unknown to PyPI")))
                }
                None if marks == 1 => self.phrase(from, end).map(|()| Some(behind)),
                _ => Ok(Some(behind)),
            };
        }
        Err(Outcome::Broken("text in ` begins and does not end".into()))
    }

    /// `:ROLE:` in characters, or 0.
    fn role(&self, at: usize) -> Result<usize, Outcome> {
        if self.at(at) != Some(':') {
            return Ok(0);
        }
        let length = self.simple_name(at + 1)?;
        Ok(if length > 0 && self.at(at + 1 + length) == Some(':') { length + 2 } else { 0 })
    }

    /// What follows the closing quote, the longest that fits: characters of a role, and of
    /// marks for a reference.
    fn suffix(&self, at: usize) -> Result<Option<(usize, usize)>, Outcome> {
        let role = self.role(at)?;
        let lengths = [role, 0];
        let all = if role > 0 { &lengths[..] } else { &lengths[1..] };
        for length in all {
            let marks = (0..2).take_while(|more| self.at(at + length + more) == Some('_')).count();
            for marks in (0..=marks).rev() {
                if self.may_end(at + length + marks)? {
                    return Ok(Some((*length, marks)));
                }
            }
        }
        Ok(None)
    }

    /// A reference of several words: to an address within, or to a name.
    fn phrase(&self, from: usize, end: usize) -> Result<(), Outcome> {
        let text = self.text_between(from, end);
        if text.contains('<') || self.names.has_target(&text) {
            return Ok(());
        }
        Err(Outcome::Broken(format!("the reference `{text}`_ leads nowhere")))
    }
}

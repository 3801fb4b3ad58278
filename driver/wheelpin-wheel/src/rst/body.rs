use super::Problem;
use super::directive::Directive;
use super::inline::{self, Outcome};
use super::line::{Start, indent, is_simple_border, rule_mark, start};
use super::names::Names;

/// Why a body is not followed to its end.
#[derive(Debug)]
pub(super) enum Stop {
    /// It is not understood from here on.
    Unknown,
    Broken(Problem),
}

/// Lines that are paragraphs, lists and so on, at their left edge.
pub(super) struct Body<'a> {
    /// With their numbers.
    lines: Vec<(usize, &'a str)>,
    /// The document itself, which alone has titles.
    is_document: bool,
    at: usize,
    /// Marks of titles, over and under, by level.
    styles: Vec<(Option<char>, char)>,
    level: usize,
    last: Last,
}

/// What came last, for transitions.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Last {
    Nothing,
    Title,
    Transition,
    Other,
}

type Checked = Result<(), Stop>;

impl<'a> Body<'a> {
    pub(super) fn of_document(lines: Vec<(usize, &'a str)>) -> Self {
        Self { lines, is_document: true, at: 0, styles: Vec::new(), level: 0, last: Last::Nothing }
    }

    fn nested(lines: Vec<(usize, &'a str)>) -> Self {
        Self { is_document: false, last: Last::Other, ..Self::of_document(lines) }
    }

    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    fn line(&self, at: usize) -> Option<&'a str> {
        self.lines.get(at).map(|(_, line)| *line)
    }

    fn broken<T>(&self, at: usize, what: impl Into<String>) -> Result<T, Stop> {
        let line = self.lines.get(at).map_or(0, |(number, _)| *number);
        Err(Stop::Broken(Problem { line, what: what.into() }))
    }

    /// Follows the lines to their end; nested parts are put on `bodies`.
    pub(super) fn check(mut self, names: &Names, bodies: &mut Vec<Body<'a>>) -> Checked {
        while let Some(line) = self.line(self.at) {
            if line.is_empty() {
                self.at += 1;
            } else if line.starts_with(' ') {
                self.block_quote(bodies)?;
            } else {
                self.element(line, names, bodies)?;
            }
        }
        if self.is_document && self.last == Last::Transition {
            return self.broken(self.lines.len() - 1, "the text ends with a transition");
        }
        Ok(())
    }

    fn element(&mut self, line: &'a str, names: &Names, bodies: &mut Vec<Body<'a>>) -> Checked {
        let was = std::mem::replace(&mut self.last, Last::Other);
        match start(line) {
            Start::Bullet(mark, before) => self.item(
                before,
                bodies,
                |next| matches!(start(next), Start::Bullet(other, _) if other == mark),
            ),
            Start::Number(before) => {
                // A line of text below makes it a paragraph, unless that is a number as well.
                let next = self.line(self.at + 1).unwrap_or_default();
                if next.is_empty() || next.starts_with(' ') {
                    let goes_on =
                        |next: &str| matches!(start(next), Start::Number(_) | Start::Unknown);
                    self.item(before, bodies, goes_on)
                } else {
                    Err(Stop::Unknown)
                }
            }
            Start::Field => {
                self.at += 1;
                self.indented();
                self.ends(|next| matches!(start(next), Start::Field | Start::Unknown), "field list")
            }
            Start::Doctest | Start::GridTable => {
                self.until_empty();
                Ok(())
            }
            Start::LineBlock => {
                while self.line(self.at).is_some_and(|line| line.starts_with(['|', ' '])) {
                    self.at += 1;
                }
                self.ends(|_| false, "line block").map_err(|_| Stop::Unknown)
            }
            Start::SimpleTable => self.simple_table(),
            Start::Explicit => self.explicit(line, was, bodies),
            Start::Anonymous => Err(Stop::Unknown),
            Start::Rule => self.rule(line, was, names),
            Start::Text => self.text(line, names, bodies),
            Start::Unknown => Err(Stop::Unknown),
        }
    }

    fn until_empty(&mut self) {
        while self.line(self.at).is_some_and(|line| !line.is_empty()) {
            self.at += 1;
        }
    }

    /// Passes lines that are indented, and empty ones between and behind them.
    fn indented(&mut self) {
        while self.line(self.at).is_some_and(|line| line.is_empty() || line.starts_with(' ')) {
            self.at += 1;
        }
    }

    /// Whether what was passed ended as it has to: with an empty line, or with what goes on.
    fn ends(&self, goes_on: impl Fn(&str) -> bool, what: &str) -> Checked {
        let before = self.at.checked_sub(1).and_then(|before| self.line(before));
        match self.line(self.at) {
            Some(next)
                if !next.is_empty()
                    && before.is_some_and(|line| !line.is_empty())
                    && !goes_on(next) =>
            {
                self.broken(self.at, format!("a {what} ends without an empty line"))
            }
            _ => Ok(()),
        }
    }

    /// The lines from `from` to here, without the spaces that all of them begin with.
    fn dedented(&self, from: usize) -> Vec<(usize, &'a str)> {
        dedent(self.lines.get(from..self.at).unwrap_or_default())
    }

    fn block_quote(&mut self, bodies: &mut Vec<Body<'a>>) -> Checked {
        let from = self.at;
        self.indented();
        self.last = Last::Other;
        let lines = self.dedented(from);
        // Who said it may stand below, and parts the quote.
        if !lines.iter().any(|(_, line)| line.starts_with("--") || line.starts_with('—')) {
            bodies.push(Body::nested(lines));
        }
        self.ends(|_| false, "block quote")
    }

    /// One item of a list, whose text begins after `before` bytes.
    fn item(
        &mut self,
        before: usize,
        bodies: &mut Vec<Body<'a>>,
        goes_on: impl Fn(&str) -> bool,
    ) -> Checked {
        let from = self.at;
        let first = self.lines.get(from).copied().unwrap_or_default();
        let Some(text) = first.1.get(before..) else { return Err(Stop::Unknown) };
        if text.is_empty() {
            return Err(Stop::Unknown);
        }
        let column = first.1.chars().count() - text.chars().count();
        let mut lines = vec![(first.0, text)];
        self.at += 1;
        while let Some(line) = self.line(self.at) {
            if !line.is_empty() && indent(line) < column {
                break;
            }
            let number = self.lines.get(self.at).map_or(0, |(number, _)| *number);
            lines.push((number, line.get(column..).unwrap_or_default()));
            self.at += 1;
        }
        bodies.push(Body::nested(lines));
        self.ends(|next| !next.starts_with(' ') && goes_on(next), "list")
    }

    fn simple_table(&mut self) -> Checked {
        let mut borders = 0;
        self.at += 1;
        while let Some(line) = self.line(self.at) {
            self.at += 1;
            if is_simple_border(line) {
                borders += 1;
                let is_end = self.line(self.at).is_none_or(str::is_empty);
                if borders == 2 || is_end {
                    return if is_end { Ok(()) } else { Err(Stop::Unknown) };
                }
            }
        }
        Err(Stop::Unknown)
    }

    fn explicit(&mut self, line: &'a str, was: Last, bodies: &mut Vec<Body<'a>>) -> Checked {
        let from = self.at;
        let text = line.get(2..).unwrap_or_default().trim_start();
        self.at += 1;
        if text.is_empty() && self.line(self.at).is_none_or(str::is_empty) {
            // An empty comment; what is indented below is not its own.
            self.last = was;
            return Ok(());
        }
        let is_target = text.starts_with('_');
        if is_target {
            while self.line(self.at).is_some_and(|line| line.starts_with(' ')) {
                self.at += 1;
            }
        } else {
            self.indented();
        }
        let rest = self.lines.get(from + 1..self.at).unwrap_or_default();
        if !text.starts_with(['_', '|', '[']) {
            match Directive::read(text, dedent(rest)) {
                Some(directive) => {
                    if let Some(problem) = directive.problem() {
                        return self.broken(from, problem);
                    }
                    if let Some(lines) = directive.nested() {
                        bodies.push(Body::nested(lines));
                    }
                }
                // A comment.
                None => self.last = was,
            }
        }
        let goes_on = |next: &str| matches!(start(next), Start::Explicit | Start::Anonymous);
        self.ends(goes_on, "block that begins with ..")
    }

    /// A line of marks: a transition, or a title's overline.
    fn rule(&mut self, line: &'a str, was: Last, names: &Names) -> Checked {
        let at = self.at;
        let Some(title) = self.line(at + 1).filter(|title| !title.is_empty()) else {
            self.at += 1;
            if !self.is_document {
                return Err(Stop::Unknown);
            }
            self.last = Last::Transition;
            return match was {
                Last::Nothing => self.broken(at, "the text begins with a transition"),
                Last::Title => self.broken(at, "a section begins with a transition"),
                Last::Transition => self.broken(at, "two transitions have nothing between"),
                Last::Other => Ok(()),
            };
        };
        if !self.is_document || rule_mark(title).is_some() {
            return Err(Stop::Unknown);
        }
        let Some(underline) = self.line(at + 2) else {
            return self.broken(at, "a title has an overline and no underline");
        };
        if rule_mark(underline).is_none() {
            return self.broken(at, "a title has an overline and no underline");
        }
        if underline != line {
            return self.broken(at, "a title's overline and underline differ");
        }
        if title.is_ascii() && title.len() > line.len() {
            return self.broken(at, "a title is longer than its overline");
        }
        self.at += 3;
        self.title(at, (rule_mark(line), rule_mark(underline).unwrap_or_default()))?;
        self.inline(at + 1, title.trim(), names)
    }

    fn title(&mut self, at: usize, style: (Option<char>, char)) -> Checked {
        let known = self.styles.iter().position(|known| *known == style);
        let level = known.unwrap_or(self.styles.len()) + 1;
        if level > self.level + 1 {
            return self.broken(at, "a title's underline skips a level");
        }
        if known.is_none() {
            self.styles.push(style);
        }
        self.level = level;
        self.last = Last::Title;
        Ok(())
    }

    /// A title with an underline, a term with its definition, or a paragraph.
    fn text(&mut self, line: &'a str, names: &Names, bodies: &mut Vec<Body<'a>>) -> Checked {
        let from = self.at;
        let next = self.line(from + 1).unwrap_or_default();
        if next.starts_with(' ') {
            return self.definition(line, names, bodies);
        }
        if let Some(mark) = rule_mark(next) {
            let is_short = line.is_ascii() && line.len() > next.len();
            if is_short && next.len() >= 4 {
                return self.broken(from + 1, "a title is longer than its underline");
            }
            if !is_short {
                if !self.is_document || !line.is_ascii() && next.len() < 4 {
                    return Err(Stop::Unknown);
                }
                self.at += 2;
                self.title(from, (None, mark))?;
                return self.inline(from, line, names);
            }
        }
        while self.line(self.at).is_some_and(|line| !line.is_empty() && !line.starts_with(' ')) {
            self.at += 1;
        }
        if self.line(self.at).is_some_and(|line| line.starts_with(' ')) {
            return self.broken(self.at, "a line is indented within a paragraph");
        }
        let lines = self.lines.get(from..self.at).unwrap_or_default();
        let lines: Vec<&str> = lines.iter().map(|(_, line)| *line).collect();
        let text = lines.join("\n");
        let Some(before) = text.strip_suffix("::") else {
            return self.inline(from, &text, names);
        };
        if before.ends_with('\\') {
            return Err(Stop::Unknown);
        }
        self.inline(from, before.trim_end(), names)?;
        self.literal()
    }

    /// What follows `::`.
    fn literal(&mut self) -> Checked {
        let paragraph = self.at.saturating_sub(1);
        while self.line(self.at).is_some_and(str::is_empty) {
            self.at += 1;
        }
        match self.line(self.at) {
            Some(line) if line.starts_with(' ') => {
                self.indented();
                self.ends(|_| false, "literal block")
            }
            // It may be quoted line by line.
            Some(line) if line.starts_with(|one: char| one.is_ascii_punctuation()) => {
                Err(Stop::Unknown)
            }
            _ => self.broken(paragraph, "no literal block follows the ::"),
        }
    }

    fn definition(&mut self, term: &'a str, names: &Names, bodies: &mut Vec<Body<'a>>) -> Checked {
        let from = self.at;
        // Classifiers part a term, and a literal block may have been meant.
        if !term.contains(" : ") && !term.ends_with("::") {
            self.inline(from, term, names)?;
        }
        self.at += 1;
        self.indented();
        bodies.push(Body::nested(self.dedented(from + 1)));
        let after = self.line(self.at + 1).unwrap_or_default();
        let goes_on = |next: &str| start(next) != Start::Text || after.starts_with(' ');
        self.ends(goes_on, "definition")
    }

    fn inline(&self, at: usize, text: &str, names: &Names) -> Checked {
        match inline::check(text, names) {
            Outcome::Sound => Ok(()),
            // Only this text is not understood.
            Outcome::Unknown => Ok(()),
            Outcome::Broken(what) => self.broken(at, what),
        }
    }
}

fn dedent<'a>(lines: &[(usize, &'a str)]) -> Vec<(usize, &'a str)> {
    let filled = lines.iter().filter(|(_, line)| !line.is_empty());
    let least = filled.map(|(_, line)| indent(line)).min().unwrap_or_default();
    let cut = |line: &&'a str| line.get(least..).unwrap_or_default();
    lines.iter().map(|(number, line)| (*number, cut(line))).collect()
}

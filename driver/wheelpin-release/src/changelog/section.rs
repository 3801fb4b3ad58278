use super::fences::Fences;
use super::forge::Links;
use super::settings::ChangelogSettings;
use crate::commit::Change;

/// The heading of breaking changes, which stand first.
const BREAKING: &str = "Breaking";
/// The heading of types that have none.
const OTHER: &str = "Other";
/// Headings in the order of Keep a Changelog 1.1.0, between breaking changes and
/// headings of the project's own.
const ORDER: [&str; 6] = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"];
/// How many digits of a commit are shown.
const DIGITS: usize = 8;

/// What stands below the heading of a version.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Section {
    /// Text before the first group.
    pub text: String,
    /// Groups of entries.
    pub groups: Vec<Group>,
}

/// Entries below a heading.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Group {
    /// The heading, without `###`.
    pub heading: String,
    /// Entries in Markdown, each with its lines; text between them is one too.
    pub entries: Vec<String>,
}

impl Section {
    /// Of changes with the hash and the author of their commits.
    #[must_use]
    pub fn of<'a>(
        changes: impl IntoIterator<Item = (&'a str, &'a str, &'a Change)>,
        settings: &ChangelogSettings,
        links: Option<&Links>,
    ) -> Self {
        let mut section = Self::default();
        if !settings.commits {
            return section;
        }
        for (hash, author, change) in changes {
            let heading = if change.is_breaking() {
                BREAKING
            } else if settings.hidden_types.contains(&change.kind) {
                continue;
            } else {
                settings.headings.get(&change.kind).map_or(OTHER, String::as_str)
            };
            let entry = entry(hash, author, change, settings, links);
            section.group(heading).entries.push(entry);
        }
        section.sort();
        section
    }

    /// Of Markdown below a heading of the second level.
    #[must_use]
    pub fn parse(markdown: &str) -> Self {
        let mut section = Self::default();
        let mut text = String::new();
        let mut fences = Fences::default();
        for line in markdown.lines() {
            let is_code = fences.holds(line);
            if let Some(heading) = line.strip_prefix("### ")
                && !is_code
            {
                section.group(heading.trim());
            } else if let Some(group) = section.groups.last_mut() {
                match group.entries.last_mut() {
                    Some(entry) if is_code || !line.starts_with(['-', '*', '+']) => {
                        entry.push('\n');
                        entry.push_str(line);
                    }
                    _ => group.entries.push(line.into()),
                }
            } else {
                text.push_str(line);
                text.push('\n');
            }
        }
        section.text = text.trim().to_owned();
        for group in &mut section.groups {
            for entry in &mut group.entries {
                *entry = entry.trim_end().trim_start_matches('\n').to_owned();
            }
            group.entries.retain(|entry| !entry.trim().is_empty());
        }
        section
    }

    /// Adds another's entries behind those that are here; what is here already is not
    /// added again.
    pub fn merge(&mut self, other: Self) {
        if !self.text.contains(&other.text) {
            if !self.text.is_empty() {
                self.text.push_str("\n\n");
            }
            self.text.push_str(&other.text);
        }
        for group in other.groups {
            let own = self.group(&group.heading);
            for entry in group.entries {
                if !own.entries.contains(&entry) {
                    own.entries.push(entry);
                }
            }
        }
        self.sort();
    }

    /// As Markdown, without a line end.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut parts = Vec::new();
        if !self.text.is_empty() {
            parts.push(self.text.clone());
        }
        for group in self.groups.iter().filter(|group| !group.entries.is_empty()) {
            parts.push(format!("### {}\n\n{}", group.heading, group.entries.join("\n")));
        }
        parts.join("\n\n")
    }

    fn group(&mut self, heading: &str) -> &mut Group {
        let at = self.groups.iter().position(|group| group.heading.eq_ignore_ascii_case(heading));
        let at = at.unwrap_or_else(|| {
            self.groups.push(Group { heading: heading.into(), entries: Vec::new() });
            self.groups.len() - 1
        });
        // It is there: found or just pushed.
        #[expect(
            clippy::indexing_slicing,
            reason = "the index of a group that was found or pushed"
        )]
        &mut self.groups[at]
    }

    fn sort(&mut self) {
        self.groups.sort_by_key(|group| {
            if group.heading.eq_ignore_ascii_case(BREAKING) {
                return 0;
            }
            let place = ORDER.iter().position(|known| group.heading.eq_ignore_ascii_case(known));
            place.map_or(ORDER.len() + 1, |place| place + 1)
        });
    }
}

/// One entry: `- **scope:** description (link) by author`, and how to migrate.
fn entry(
    hash: &str,
    author: &str,
    change: &Change,
    settings: &ChangelogSettings,
    links: Option<&Links>,
) -> String {
    let mut entry = String::from("- ");
    if let Some(scope) = change.scope.as_ref().filter(|_| settings.scopes) {
        entry.push_str(&format!("**{}:** ", safe(scope)));
    }
    let links = links.filter(|_| settings.links);
    entry.push_str(&description(&change.description, links));
    if let Some(links) = links {
        let short = hash.get(..DIGITS).unwrap_or(hash);
        entry.push_str(&format!(" ([{short}]({}))", links.commit(hash)));
    }
    if settings.authors && !author.is_empty() {
        entry.push_str(&format!(" by {}", safe(author)));
    }
    for text in &change.breaking {
        if *text == change.description {
            continue;
        }
        entry.push('\n');
        for line in text.lines() {
            entry.push('\n');
            if !line.is_empty() {
                entry.push_str("  ");
                entry.push_str(&safe(line));
            }
        }
    }
    entry
}

/// A description, the number of its pull request linked.
fn description(text: &str, links: Option<&Links>) -> String {
    let number = |text: &str| -> Option<(String, u64)> {
        let (before, number) = text.strip_suffix(')')?.rsplit_once(" (#")?;
        Some((before.into(), number.parse().ok()?))
    };
    match (links, number(text)) {
        (Some(links), Some((before, number))) => {
            format!("{} ([#{number}]({}))", safe(&before), links.pull_request(number))
        }
        _ => safe(text),
    }
}

/// Text as Markdown that cannot become HTML; code between backticks stays.
fn safe(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let has_pairs = text.matches('`').count().is_multiple_of(2);
    let mut is_code = false;
    for character in text.chars() {
        is_code ^= character == '`' && has_pairs;
        if character == '<' && !is_code {
            safe.push('\\');
        }
        safe.push(character);
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Settings;
    use crate::commit::parse;

    fn of(messages: &[&str], settings: &ChangelogSettings, links: Option<&Links>) -> String {
        let types = Settings::default().types;
        let parsed: Vec<_> = messages.iter().map(|text| parse(text, false, &types)).collect();
        let changes = parsed.iter().flat_map(|message| &message.changes);
        let hash = "0123456789abcdef0123456789abcdef01234567";
        Section::of(changes.map(|change| (hash, "Zoë <z>", change)), settings, links).markdown()
    }

    #[test]
    fn entries_stand_in_groups_and_breaking_changes_first() {
        let messages = [
            "fix: b",
            "feat(api): a `Vec<T>` of <b>",
            "chore: c",
            "odd: d",
            "perf: e",
            "refactor(core)!: f\n\nBREAKING CHANGE: Use g:\n\n    g()\n",
            "ci!: h",
        ];
        assert_eq!(
            of(&messages, &ChangelogSettings::default(), None),
            "### Breaking\n\n- **core:** f\n\n  Use g:\n\n      g()\n- h\n\n\
             ### Added\n\n- **api:** a `Vec<T>` of \\<b>\n\n\
             ### Changed\n\n- e\n\n### Fixed\n\n- b\n\n### Other\n\n- d"
        );
    }

    #[test]
    fn links_authors_and_scopes_can_be_chosen() {
        let settings = ChangelogSettings {
            scopes: false,
            authors: true,
            links: true,
            ..ChangelogSettings::default()
        };
        let links = Links::new("https://github.com/a/b", None);
        assert_eq!(
            of(&["fix(x): b (#12)"], &settings, links.as_ref()),
            "### Fixed\n\n- b ([#12](https://github.com/a/b/pull/12)) ([01234567](https://github.com/a/b/commit/0123456789abcdef0123456789abcdef01234567)) by Zoë \\<z>"
        );
        let none = ChangelogSettings { commits: false, ..settings };
        assert_eq!(of(&["fix: b"], &none, None), "");
    }

    #[test]
    fn what_people_wrote_stays_before_what_commits_say() {
        let mut section = Section::parse(
            "Words.\n\n### Fixed\n\n- by hand\n  and more\n- b\n\n### Notes\n\nfree text\n",
        );
        let added = Section::parse("### Added\n\n- a\n\n### fixed\n\n- b\n- c");
        section.merge(added.clone());
        let once = section.clone();
        assert_eq!(
            once.markdown(),
            "Words.\n\n### Added\n\n- a\n\n### Fixed\n\n- by hand\n  and more\n- b\n- c\n\n### Notes\n\nfree text"
        );
        section.merge(added);
        assert_eq!(section, once);
        assert_eq!(Section::parse(&once.markdown()), once);
    }

    #[test]
    fn headings_in_code_are_none() {
        let text = "### Added\n\n- a\n\n```\n### Fixed\n- b\n```";
        assert_eq!(Section::parse(text).markdown(), text);
    }
}

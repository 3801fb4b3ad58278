use minijinja::{Environment, context};

use super::document::{Changelog, with_links};
use super::forge::Links;
use super::section::Section;
use crate::Error;
use crate::version::{TagFormat, Version};

/// Most steps that a template may take; a section of a thousand entries takes some
/// ten thousand.
const FUEL: u64 = 10_000_000;

/// A release, as a changelog tells of it.
#[derive(Clone, Copy, Debug)]
pub struct Release<'a> {
    /// Its version.
    pub version: Version,
    /// The version before it.
    pub previous: Option<Version>,
    /// Its day, as `2026-01-31`.
    pub date: &'a str,
    /// Tags of the project.
    pub tags: &'a TagFormat,
    /// Addresses of the repository.
    pub links: Option<&'a Links>,
    /// The text of a template, where there is one.
    pub template: Option<&'a str>,
}

impl Release<'_> {
    /// The changelog with this release in it: `written` (what people wrote of its
    /// pre-releases), what stands below `Unreleased`, and what `commits` say.
    ///
    /// # Errors
    ///
    /// [`Error::Template`].
    pub fn added_to(
        &self,
        changelog: &Changelog,
        written: Section,
        commits: Section,
    ) -> Result<String, Error> {
        let version = self.version;
        let mut section = written;
        section.merge(Section::parse(changelog.unreleased().unwrap_or_default()));
        section.merge(commits);
        let markdown = match self.template {
            Some(template) => render(template, &section, self)?,
            None => section.markdown(),
        };
        let heading = format!("## [{version}] - {}", self.date);
        let text = changelog.with_version(&heading, markdown.trim());
        Ok(match self.links {
            Some(links) => with_links(&text, links, self.tags, self.previous.as_ref(), &version),
            None => text,
        })
    }
}

/// A section by a template in the language of Jinja, which is given `version`,
/// `python_version`, `tag`, `previous_tag`, `date`, `compare`, `text` and `groups`, each
/// with a `heading` and `entries`.
///
/// # Errors
///
/// [`Error::Template`]: it is wrong, or takes too long.
pub fn render(template: &str, section: &Section, release: &Release<'_>) -> Result<String, Error> {
    let tag = release.tags.tag(&release.version);
    let previous = release.previous.map(|version| release.tags.tag(&version));
    let compare = match (release.links, &previous) {
        (Some(links), Some(previous)) => Some(links.compare(previous, &tag)),
        _ => None,
    };
    let groups: Vec<_> = section
        .groups
        .iter()
        .filter(|group| !group.entries.is_empty())
        .map(|group| context! { heading => &group.heading, entries => &group.entries })
        .collect();
    let mut environment = Environment::new();
    environment.set_fuel(Some(FUEL));
    let rendered = environment.render_named_str(
        "template",
        template,
        context! {
            version => release.version.to_string(),
            python_version => release.version.python(),
            tag,
            previous_tag => previous,
            date => release.date,
            compare,
            text => &section.text,
            groups,
        },
    );
    rendered.map_err(|source| Error::Template { source: Box::new(source) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn release<'a>(tags: &'a TagFormat, template: Option<&'a str>) -> Release<'a> {
        Release {
            version: Version::new(1, 2, 0),
            previous: Some(Version::new(1, 1, 0)),
            date: "2026-01-31",
            tags,
            links: None,
            template,
        }
    }

    #[test]
    fn a_release_holds_what_people_and_commits_say() {
        let tags = TagFormat::new("v{version}", None).unwrap();
        let changelog =
            Changelog::parse("# Changelog\n\n## Unreleased\n\n### Fixed\n\n- by hand\n");
        let commits = Section::parse("### Fixed\n\n- b");
        let text =
            release(&tags, None).added_to(&changelog, Section::default(), commits.clone()).unwrap();
        assert_eq!(
            text,
            "# Changelog\n\n## [Unreleased]\n\n## [1.2.0] - 2026-01-31\n\n### Fixed\n\n- by hand\n- b\n"
        );
        let template = "{{ tag }} after {{ previous_tag }}\n{% for group in groups %}{{ group.heading }}: {{ group.entries | join(' ') }}{% endfor %}";
        let text = release(&tags, Some(template))
            .added_to(&changelog, Section::default(), commits)
            .unwrap();
        assert!(text.ends_with("v1.2.0 after v1.1.0\nFixed: - by hand - b\n"), "{text}");
    }

    #[test]
    fn a_template_that_is_wrong_or_endless_is_an_error() {
        let tags = TagFormat::new("v{version}", None).unwrap();
        let endless =
            "{% for a in range(9999) %}{% for b in range(9999) %}{{ a }}{% endfor %}{% endfor %}";
        for template in ["{{ a", "{{ missing() }}", endless] {
            let rendered = render(template, &Section::default(), &release(&tags, None));
            assert!(matches!(rendered, Err(Error::Template { .. })), "{template}");
        }
    }
}

use crate::metadata::CoreMetadata;
use crate::rst::rst_problem;
use crate::rule::{Checks, Found};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "description-markup",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "a description in reStructuredText that does not render",
    why: "PyPI refuses the file: it renders with docutils alone, which takes no warning, no roles \
          and directives of Sphinx, no files and no raw HTML.",
    remedy: "Mend the place; `twine check` shows all that docutils says. Or write the description \
             in Markdown, which always renders.",
    source: "PyPI's upload code, `forklift/legacy.py`; readme_renderer 45.0; docutils 0.23",
    checks: Checks { metadata: Some(check), ..Checks::NONE },
};

fn check(metadata: &CoreMetadata) -> Option<Found> {
    let media = metadata.one("description-content-type").unwrap_or("text/x-rst");
    if !media.trim().to_ascii_lowercase().starts_with("text/x-rst") {
        return None;
    }
    let problem = rst_problem(metadata.description()?)?;
    let place =
        metadata.place(&format!("line {} of the description: {}", problem.line, problem.what));
    Some(
        Found::new(format!("has a description that does not render: {}", problem.what)).at([place]),
    )
}

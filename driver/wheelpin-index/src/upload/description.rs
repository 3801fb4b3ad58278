use wheelpin_wheel::{Settings, check_fields};

use super::form::Form;
use super::metadata::fields;
use super::{Refusal, Verdict};

/// The description renders. What docutils does not take is known for a part of reStructuredText
/// alone, and everything else is taken to render.
pub(super) fn check(form: &Form) -> Verdict<()> {
    let description = form.text("description").unwrap_or_default();
    let settings = Settings { select: vec!["description-markup".into()], ..Settings::default() };
    let findings = check_fields(&fields(form), description, &settings)
        .map_err(|error| Refusal::new(500, format!("The rehearsal index failed: {error}")))?;
    if findings.is_empty() {
        return Ok(());
    }
    let media = form.text("description_content_type").filter(|media| !media.is_empty());
    Err(Refusal::bad(match media {
        Some(media) => format!("The description failed to render for '{media}'."),
        None => {
            "The description failed to render in the default format of reStructuredText.".into()
        }
    }))
}

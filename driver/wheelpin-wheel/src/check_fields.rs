use crate::metadata::CoreMetadata;
use crate::{Error, Finding, Settings};

/// Runs the rules about metadata on fields that are in no file: those of an upload. Keys are
/// those of METADATA, in any case; the description is given by itself.
///
/// # Errors
///
/// What [`Settings::validate`] says.
pub fn check_fields(
    fields: &[(String, String)],
    description: &str,
    settings: &Settings,
) -> Result<Vec<Finding>, Error> {
    settings.validate()?;
    let metadata = CoreMetadata::of_fields(fields, description);
    Ok(settings.rules().filter_map(|rule| rule.metadata(&metadata)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_checked_as_those_of_a_file() {
        let found = |fields: &[(&str, &str)], description: &str| {
            let owned = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
            let fields: Vec<(String, String)> = fields.iter().map(owned).collect();
            let found = check_fields(&fields, description, &Settings::default()).unwrap();
            found.iter().map(|finding| finding.rule).collect::<Vec<_>>()
        };
        let sound = [
            ("Metadata-Version", "2.4"),
            ("Name", "sample"),
            ("Version", "1.0"),
            ("License-Expression", "MIT"),
            ("Description-Content-Type", "text/x-rst"),
        ];
        assert_eq!(found(&sound, "A sample\n"), [""; 0]);
        let with = |more| [&sound[..], &[more]].concat();
        assert_eq!(found(&with(("Summary", "a\nb")), "A sample\n"), ["summary"]);
        assert_eq!(found(&with(("Classifier", "Nonsense")), "text"), ["classifier-unknown"]);
        assert_eq!(found(&sound, "A\n=\n\n:class:`sample`\n"), ["description-markup"]);
    }
}

use crate::metadata::{CoreMetadata, is_identifier};
use crate::rule::{Checks, Found};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "import-name",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "an Import-Name or Import-Namespace that Python cannot import",
    why: "Uploaders and PyPI refuse the file.",
    remedy: "Write dotted names of modules, with `; private` behind those that are.",
    source: "PEP 794; packaging 26.3",
    checks: Checks { metadata: Some(check), ..Checks::NONE },
};

fn check(metadata: &CoreMetadata) -> Option<Found> {
    let all = ["import-name", "import-namespace"].into_iter().flat_map(|key| metadata.all(key));
    let wrong = all.filter(|value| !value.is_empty() && !is_sound(value));
    Found::places("names modules that Python cannot import", wrong.map(|name| metadata.place(name)))
}

fn is_sound(value: &str) -> bool {
    let (name, mark) = match value.split_once(';') {
        Some((name, mark)) => (name, Some(mark)),
        None => (value, None),
    };
    name.trim_end().split('.').all(is_identifier)
        && mark.is_none_or(|mark| mark.trim_start() == "private")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_is_the_only_mark() {
        assert!(is_sound("a._b ; private") && is_sound("a"));
        assert!(!is_sound("a-b") && !is_sound("a.") && !is_sound("a; public"));
    }
}

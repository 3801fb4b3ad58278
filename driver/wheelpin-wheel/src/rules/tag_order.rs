use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "tag-order",
    area: Area::Metadata,
    severity: Severity::Info,
    finds: "tags between dots that are not sorted, or stand there twice",
    why: "Two wheels for the same platforms should have the same name, so that the second upload \
          is known for what it is.",
    remedy: "Update the tool that named it.",
    source: "PEP 425, \"Compressed Tag Sets\"; packaging 26.3, `parse_tag`",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let name = wheel.name.as_ref().ok()?;
    let sets = [&name.pythons, &name.abis, &name.platforms].into_iter();
    let unsorted = sets.filter(|set| !set.is_sorted_by(|one, next| one < next));
    let places = unsorted.map(|set| Place::detail(&set.join(".")));
    Found::places("has tags in its file name that are not sorted", places)
}

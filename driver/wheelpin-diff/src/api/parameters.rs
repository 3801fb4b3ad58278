use std::collections::HashSet;

use crate::api::item::{Parameter, ParameterKind, Signature};
use crate::change::{Change, Rule};

/// What changed for those who call a function of that signature.
pub(crate) fn signature_changes(what: &str, old: &Signature, new: &Signature) -> Vec<Change> {
    let names = old.parameters.iter().map(|parameter| parameter.name.as_str()).collect();
    let comparison = Comparison { what, old, new, names, taken: vec![false; new.parameters.len()] };
    let mut changes = comparison.changes();
    changes.extend(annotation(what, "the result", &old.returns, &new.returns));
    // The whole signatures stand at the last change of each step, and not at each.
    changes.sort();
    let written = |of: &Signature| Some(format!("{what}{}", of.written()));
    for at in 0..changes.len() {
        let step = |at: usize| changes.get(at).map(|change| change.step);
        if step(at) != step(at + 1)
            && let Some(change) = changes.get_mut(at)
        {
            (change.before, change.after) = (written(old), written(new));
        }
    }
    changes
}

struct Comparison<'a> {
    what: &'a str,
    old: &'a Signature,
    new: &'a Signature,
    /// The names there were.
    names: HashSet<&'a str>,
    /// Which of the new parameters were there.
    taken: Vec<bool>,
}

impl Comparison<'_> {
    fn changes(mut self) -> Vec<Change> {
        let mut changes = Vec::new();
        // By name first: another at its place is not it then.
        let mut places: Vec<Option<usize>> = self
            .old
            .parameters
            .iter()
            .map(|old| match old.kind {
                ParameterKind::PositionalOnly => None,
                _ => self.take(|new| {
                    new.name == old.name && is_star(new.kind) == is_star(old.kind)
                        || is_star(old.kind) && new.kind == old.kind
                }),
            })
            .collect();
        for (at, old) in self.old.parameters.iter().enumerate() {
            let place = places.get(at).copied().flatten().or_else(|| self.at_place(at, old));
            if let Some(slot) = places.get_mut(at) {
                *slot = place;
            }
            match place.and_then(|place| self.new.parameters.get(place)) {
                None => changes.push(self.gone(old)),
                Some(new) => changes.extend(self.same(old, new)),
            }
        }
        if self.is_moved(&places) {
            changes.push(Change::new(
                Rule::ParameterMoved,
                self.what,
                "the parameters are in another order",
            ));
        }
        let last_kept =
            places.iter().flatten().copied().filter(|place| self.is_positional(*place)).max();
        for (at, new) in self.new.parameters.iter().enumerate() {
            if self.taken.get(at) == Some(&false) {
                changes.push(self.come(at, new, last_kept));
            }
        }
        changes
    }

    fn take(&mut self, is_it: impl Fn(&Parameter) -> bool) -> Option<usize> {
        let at = self.new.parameters.iter().position(is_it)?;
        let taken = self.taken.get_mut(at)?;
        (!std::mem::replace(taken, true)).then_some(at)
    }

    /// The parameter that has the place of one by position: of another name.
    fn at_place(&mut self, at: usize, old: &Parameter) -> Option<usize> {
        if !old.is_positional() {
            return None;
        }
        let new = self.new.parameters.get(at).filter(|new| new.is_positional())?;
        let is_other = new.name != old.name && self.names.contains(new.name.as_str());
        let taken = self.taken.get_mut(at)?;
        (!is_other && !std::mem::replace(taken, true)).then_some(at)
    }

    fn is_positional(&self, at: usize) -> bool {
        self.new.parameters.get(at).is_some_and(Parameter::is_positional)
    }

    /// Whether those that could be and can be given by position are in another order.
    fn is_moved(&self, places: &[Option<usize>]) -> bool {
        let kept = self.old.parameters.iter().zip(places).filter_map(|(old, place)| {
            place.filter(|place| old.is_positional() && self.is_positional(*place))
        });
        let kept: Vec<usize> = kept.collect();
        !kept.is_sorted()
    }

    fn gone(&self, old: &Parameter) -> Change {
        let has = |kind| self.new.parameters.iter().any(|new| new.kind == kind);
        let (by_place, by_name) = (has(ParameterKind::Arguments), has(ParameterKind::Keywords));
        let is_absorbed = match old.kind {
            ParameterKind::PositionalOnly => by_place,
            ParameterKind::Either => by_place && by_name,
            ParameterKind::KeywordOnly => by_name,
            ParameterKind::Arguments | ParameterKind::Keywords => false,
        };
        let name = named(old);
        if is_absorbed {
            let text = format!("{name} is not named any more");
            return Change::new(Rule::ParameterAbsorbed, self.what, text);
        }
        Change::new(Rule::ParameterRemoved, self.what, format!("{name} is gone"))
    }

    /// A new parameter, and whether it takes what calls give by position to others or to `*args`.
    fn come(&self, at: usize, new: &Parameter, last_kept: Option<usize>) -> Change {
        let name = named(new);
        let is_before = last_kept.is_some_and(|last| at < last);
        if !new.is_optional() {
            let text = format!("{name} has to be given now");
            return Change::new(Rule::ParameterRequired, self.what, text);
        }
        if new.is_positional() && (is_before || self.took_rest()) {
            let text = match is_before {
                true => format!("{name} stands before others that can be given by position"),
                false => format!("{name} takes by position what *args took"),
            };
            return Change::new(Rule::ParameterInserted, self.what, text);
        }
        Change::new(Rule::ParameterAdded, self.what, format!("{name} may be given now"))
    }

    /// Whether calls could give more by position than there are names for.
    fn took_rest(&self) -> bool {
        self.old.parameters.iter().any(|old| old.kind == ParameterKind::Arguments)
    }

    /// What changed of a parameter that is still there.
    fn same(&self, old: &Parameter, new: &Parameter) -> Vec<Change> {
        use ParameterKind::{Either, KeywordOnly, PositionalOnly};
        let mut changes = Vec::new();
        let name = named(old);
        let mut push = |rule, text: String| changes.push(Change::new(rule, self.what, text));
        if old.kind == Either && new.kind != PositionalOnly && old.name != new.name {
            push(Rule::ParameterRenamed, format!("{name} is called {} now", new.name));
        }
        match (old.kind, new.kind) {
            (Either | PositionalOnly, KeywordOnly) => {
                push(Rule::ParameterNarrowed, format!("{name} can only be given by name now"))
            }
            (Either | KeywordOnly, PositionalOnly) => {
                push(Rule::ParameterNarrowed, format!("{name} can only be given by position now"))
            }
            (KeywordOnly, Either) if self.took_rest() => {
                push(Rule::ParameterInserted, format!("{name} takes by position what *args took"));
            }
            (KeywordOnly, Either) => {
                push(Rule::ParameterWidened, format!("{name} can be given by position, too"));
            }
            (PositionalOnly, Either) => {
                push(Rule::ParameterWidened, format!("{name} can be given by name, too"));
            }
            _ => {}
        }
        match (&old.default, &new.default) {
            (Some(_), None) => {
                push(Rule::DefaultRemoved, format!("{name} has no default any more"))
            }
            (None, Some(_)) if !is_star(new.kind) => {
                push(Rule::DefaultAdded, format!("{name} has a default now"));
            }
            // Stubs and PyO3 write `...` for what they do not tell.
            (Some(old), Some(new)) if old != new && old != "..." && new != "..." => push(
                Rule::DefaultChanged,
                format!("{name} is {} by default, and was {}", short(new), short(old)),
            ),
            _ => {}
        }
        changes.extend(annotation(self.what, &name, &old.annotation, &new.annotation));
        changes
    }
}

/// What changed of the type of a parameter, a result or a value.
pub(crate) fn annotation(
    what: &str,
    of: &str,
    old: &Option<String>,
    new: &Option<String>,
) -> Option<Change> {
    match (old, new) {
        (Some(old), Some(new)) if old != new => {
            let text = format!("{of} is of the type {}, and was {}", short(new), short(old));
            Some(Change::new(Rule::AnnotationChanged, what, text))
        }
        (None, Some(_)) => {
            Some(Change::new(Rule::AnnotationAdded, what, format!("{of} has a type now")))
        }
        (Some(_), None) => {
            let text = format!("{of} has no type any more");
            Some(Change::new(Rule::AnnotationChanged, what, text))
        }
        _ => None,
    }
}

fn is_star(kind: ParameterKind) -> bool {
    matches!(kind, ParameterKind::Arguments | ParameterKind::Keywords)
}

fn named(parameter: &Parameter) -> String {
    match parameter.kind {
        ParameterKind::Arguments => format!("*{}", parameter.name),
        ParameterKind::Keywords => format!("**{}", parameter.name),
        _ => format!("the parameter {}", parameter.name),
    }
}

/// The beginning of a long expression.
fn short(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::parse::parse_signature;

    fn rules(old: &str, new: &str) -> Vec<&'static str> {
        let read = |text| parse_signature(text).unwrap().signatures.remove(0);
        let changes = signature_changes("f", &read(old), &read(new));
        changes.iter().map(|change| change.rule.id()).collect()
    }

    #[test]
    fn parameters_have_their_rules() {
        for (old, new, wanted) in [
            ("a, b", "a, b", &[][..]),
            ("a, b", "a", &["parameter-removed"]),
            ("a", "a, b", &["parameter-required"]),
            ("a", "a, b=1", &["parameter-added"]),
            ("a", "a, *, b", &["parameter-required"]),
            ("a", "a, *b, **c", &["parameter-added", "parameter-added"]),
            ("a, b", "b, a", &["parameter-moved"]),
            ("a, b=1", "a, c=2, b=1", &["parameter-inserted"]),
            ("a, *args", "a, b=1, *args", &["parameter-inserted"]),
            ("a, *args", "a, *args, b=1", &["parameter-added"]),
            ("a, *args, b=1", "a, b=1, *args", &["parameter-inserted"]),
            ("a, b", "a, c", &["parameter-renamed"]),
            ("a, b, /", "a, c, /", &[]),
            ("a, b", "a, *, b", &["parameter-narrowed"]),
            ("a, b", "a, b, /", &["parameter-narrowed", "parameter-narrowed"]),
            ("a, /", "a", &["parameter-widened"]),
            ("a, *, b", "a, b", &["parameter-widened"]),
            ("a=1", "a", &["default-removed"]),
            ("a", "a=1", &["default-added"]),
            ("a=1", "a=2", &["default-changed"]),
            ("a=1", "a=...", &[]),
            (
                "a, b=1",
                "*args, **kwargs",
                &["parameter-added", "parameter-added", "parameter-absorbed", "parameter-absorbed"],
            ),
            ("*args", "*others", &[]),
            ("*args", "", &["parameter-removed"]),
            ("a: int", "a: str", &["annotation-changed"]),
            ("a", "a: str", &["annotation-added"]),
            ("a: Optional[int]", "a: int | None", &[]),
            ("a, b, c", "a, c", &["parameter-removed"]),
        ] {
            assert_eq!(rules(old, new), wanted, "({old}) to ({new})");
        }
    }

    #[test]
    fn what_is_added_is_removed_the_other_way_round() {
        let signatures = ["", "a", "a, b=1", "a, *, b", "*a", "**b", "a, /, b", "a=1"];
        let count = |rules: &[&str], wanted: &[&str]| {
            rules.iter().filter(|rule| wanted.contains(rule)).count()
        };
        for old in signatures {
            for new in signatures {
                let (there, back) = (rules(old, new), rules(new, old));
                assert_eq!(there.is_empty(), back.is_empty(), "({old}) to ({new})");
                let came = ["parameter-required", "parameter-added", "parameter-inserted"];
                let went = ["parameter-removed", "parameter-absorbed"];
                assert_eq!(count(&there, &came), count(&back, &went), "({old}) to ({new})");
            }
        }
    }
}

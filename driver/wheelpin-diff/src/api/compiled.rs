use std::collections::{BTreeMap, BTreeSet};

use wheelpin_wheel::TextSignature;

use crate::api::package::Package;
use crate::api::parameters::signature_changes;
use crate::api::parse::parse_signature;
use crate::change::{Change, Rule};

/// What changed of methods that only text signatures tell of. They do not say of which class a
/// method is: where several classes have one of a name, what is gone and what has come cannot be
/// held against each other.
pub(crate) fn method_changes(old: &Package, new: &Package) -> Vec<Change> {
    let mut changes = Vec::new();
    for (module, was) in &old.methods {
        let Some(now) = new.methods.get(module) else { continue };
        let (was, now) = (by_name(was), by_name(now));
        let names: BTreeSet<&str> = was.keys().chain(now.keys()).copied().collect();
        let none = Vec::new();
        for name in names.into_iter().filter(|name| !name.starts_with('_')) {
            let what = format!("{module}: a method {name}");
            let (was, now) = (was.get(name).unwrap_or(&none), now.get(name).unwrap_or(&none));
            changes.extend(methods(&what, was, now).into_iter().map(Change::uncertain));
        }
    }
    changes
}

fn methods(what: &str, was: &[&TextSignature], now: &[&TextSignature]) -> Vec<Change> {
    let (old, new): (BTreeSet<_>, BTreeSet<_>) = (was.iter().collect(), now.iter().collect());
    let (gone, come) = (Vec::from_iter(old.difference(&new)), Vec::from_iter(new.difference(&old)));
    let written = |of: &TextSignature| Some(format!("{}({})", of.name, of.parameters));
    if let ([old], [new]) = (&gone[..], &come[..]) {
        let read = |of: &TextSignature| parse_signature(&of.parameters);
        let (Some(before), Some(after)) = (read(old), read(new)) else { return Vec::new() };
        if before.is_too_long() || after.is_too_long() {
            let text = "it has another signature, with more parameters than are compared";
            return vec![Change::new(Rule::KindChanged, what, text)];
        }
        let pairs = before.signatures.iter().zip(&after.signatures);
        return pairs.flat_map(|(before, after)| signature_changes(what, before, after)).collect();
    }
    let removed = gone
        .iter()
        .map(|of| Change::new(Rule::NameRemoved, what, "it is gone").with_forms(written(of), None));
    let added = come
        .iter()
        .map(|of| Change::new(Rule::NameAdded, what, "it is new").with_forms(None, written(of)));
    removed.chain(added).collect()
}

fn by_name(signatures: &BTreeSet<TextSignature>) -> BTreeMap<&str, Vec<&TextSignature>> {
    let mut names: BTreeMap<&str, Vec<&TextSignature>> = BTreeMap::new();
    for signature in signatures {
        names.entry(&signature.name).or_default().push(signature);
    }
    names
}

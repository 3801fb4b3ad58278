use std::collections::{BTreeSet, HashSet};

use crate::api::item::{Class, Function, FunctionKind, Item, ModuleKind, Signature};
use crate::api::package::Package;
use crate::api::parameters::{annotation, signature_changes};
use crate::api::surface::{Entry, Surface, plain_base};
use crate::change::{Change, Rule};

/// What changed between what two wheels offer; `package` is the new one, whose names may be there
/// without being offered.
pub(crate) fn surface_changes(
    old: &Surface<'_>,
    new: &Surface<'_>,
    package: &Package,
) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut told = Told::new();
    for (path, was) in shortest_first(old) {
        match new.get(path) {
            None if is_hidden(path, old, new) => {}
            None => {
                if told.insert((Some(home(path, was)), None)) {
                    changes.push(removed(path, was, package));
                }
            }
            Some(now) => {
                let found = entry_changes(path, was, now);
                changes.extend(constructor_changes(path, old, new, &mut told));
                let homes = (Some(home(path, was)), Some(home(path, now)));
                if !found.is_empty() && told.insert(homes) {
                    changes.extend(found);
                }
            }
        }
    }
    for (path, now) in shortest_first(new).filter(|(path, _)| !old.contains_key(*path)) {
        if !is_hidden(path, new, old) && told.insert((None, Some(home(path, now)))) {
            let text = format!("the {} is new", word(now));
            changes.push(Change::new(Rule::NameAdded, path, text));
        }
    }
    changes
}

/// Where what is told already was defined, and is now; of a constructor that one side alone has, with
/// the class of the other.
type Told<'a> = BTreeSet<(Option<Home<'a>>, Option<Home<'a>>)>;
type Home<'a> = (&'a str, &'a str, &'a str);

/// A name that is gone, or that is there and not offered.
fn removed(path: &str, was: &Entry<'_>, package: &Package) -> Change {
    let parts = path.rsplit_once('.').filter(|_| was.item.is_some() && !was.is_member);
    match parts.and_then(|(module, name)| package.find(module, name)) {
        Some(_) => {
            let text = format!("the {} is not offered any more", word(was));
            Change::new(Rule::NameRemoved, path, text)
                .uncertain_as("it can still be imported, and is not offered any more")
        }
        None => Change::new(Rule::NameRemoved, path, format!("the {} is gone", word(was))),
    }
}

/// What is offered at several places is told at the shortest.
fn shortest_first<'a, 'b>(
    surface: &'a Surface<'b>,
) -> impl Iterator<Item = (&'a String, &'a Entry<'b>)> {
    let mut paths: Vec<_> = surface.iter().collect();
    paths.sort_by_key(|(path, entry)| {
        let class = path.rsplit('.').nth(1);
        let is_inherited = entry.is_member && class != entry.home.1.rsplit('.').next();
        (path.matches('.').count(), is_inherited, *path)
    });
    paths.into_iter()
}

/// What a change is told once for: where it is defined, of a member with its name, whatever class
/// inherits it.
fn home<'a>(path: &'a str, entry: &'a Entry<'_>) -> Home<'a> {
    let name = if entry.is_member { path.rsplit('.').next().unwrap_or_default() } else { "" };
    (entry.home.0, &entry.home.1, name)
}

/// Whether what a path is within is not there either, so that it goes without saying; or the
/// other side's module is known by text signatures alone, which do not tell of everything.
fn is_hidden(path: &str, own: &Surface<'_>, other: &Surface<'_>) -> bool {
    let Some((parent, name)) = path.rsplit_once('.') else { return false };
    // `object` has them, so they are not gone where a class has none of its own.
    if OF_OBJECT.contains(&name) && own.get(path).is_some_and(|entry| entry.is_member) {
        return true;
    }
    if !own.contains_key(parent) {
        return false;
    }
    // What a class has is unknown where it is something else.
    let is_class = |entry: &Entry<'_>| matches!(entry.item, Some(Item::Class(_)));
    if own.get(path).is_some_and(|entry| entry.is_member)
        && other.get(parent).is_some_and(|parent| !is_class(parent))
    {
        return true;
    }
    let is_module = |entry: &Entry<'_>| entry.item.is_none();
    let kind = |surface: &Surface<'_>| surface.get(parent).map(|entry| entry.kind);
    // A package is there before the modules within it.
    if own.get(path).is_some_and(is_module) {
        return !other.contains_key(parent);
    }
    match (kind(own), kind(other)) {
        (_, None) => true,
        // Its names are told at its package.
        (_, Some(ModuleKind::Told)) => true,
        (Some(own), Some(other)) => own != ModuleKind::Compiled && other == ModuleKind::Compiled,
        (None, _) => false,
    }
}

/// Methods of every class (Python 3.14, `dir(object)`).
const OF_OBJECT: &[&str] = &[
    "__class__",
    "__delattr__",
    "__dir__",
    "__eq__",
    "__format__",
    "__ge__",
    "__getattribute__",
    "__getstate__",
    "__gt__",
    "__hash__",
    "__init__",
    "__init_subclass__",
    "__le__",
    "__lt__",
    "__ne__",
    "__new__",
    "__reduce__",
    "__reduce_ex__",
    "__repr__",
    "__setattr__",
    "__sizeof__",
    "__str__",
    "__subclasshook__",
];

fn word(entry: &Entry<'_>) -> &'static str {
    match entry.item {
        None => "module",
        Some(Item::Class(_)) => "class",
        Some(Item::Function(function)) => match function.kind {
            FunctionKind::Plain if entry.is_member => "method",
            kind => kind.word(),
        },
        Some(Item::Value { .. }) if entry.is_member => "attribute",
        Some(Item::Value { .. }) => "value",
        Some(Item::Import(_) | Item::Unknown) => "name",
    }
}

fn entry_changes(path: &str, was: &Entry<'_>, now: &Entry<'_>) -> Vec<Change> {
    let (Some(old), Some(new)) = (was.item, now.item) else { return Vec::new() };
    match (old, new) {
        (Item::Function(old), Item::Function(new)) => function_changes(path, old, new),
        (Item::Class(old), Item::Class(new)) => class_changes(path, (was, old), (now, new)),
        (Item::Value { annotation: old }, Item::Value { annotation: new }) => {
            annotation(path, "it", old, new).into_iter().collect()
        }
        (Item::Unknown | Item::Import(_), _) | (_, Item::Unknown | Item::Import(_)) => Vec::new(),
        (
            Item::Value { .. },
            Item::Function(Function {
                kind: FunctionKind::Property { is_settable: false }, ..
            }),
        ) if was.is_member && was.kind == now.kind => {
            let text = "it is a property without a setter now, and was an attribute";
            vec![
                Change::new(Rule::SetterRemoved, path, text).uncertain_as(
                    "whoever sets it gets an error, unless it could not be set before",
                ),
            ]
        }
        // A property may be written as one, or as an attribute with a type.
        (
            Item::Value { .. },
            Item::Function(Function { kind: FunctionKind::Property { .. }, .. }),
        )
        | (
            Item::Function(Function { kind: FunctionKind::Property { .. }, .. }),
            Item::Value { .. },
        ) => Vec::new(),
        // A text signature may be a class's.
        _ if was.kind == ModuleKind::Compiled || now.kind == ModuleKind::Compiled => Vec::new(),
        _ => {
            let text = format!("it is a {} now, and was a {}", word(now), word(was));
            vec![Change::new(Rule::KindChanged, path, text)]
        }
    }
}

fn class_changes(
    path: &str,
    (was, old): (&Entry<'_>, &Class),
    (now, new): (&Entry<'_>, &Class),
) -> Vec<Change> {
    let mut changes = Vec::new();
    // What it still is by another base is not gone.
    let lacks = |class: &Class, entry: &Entry<'_>| -> BTreeSet<String> {
        let bases = class.bases.iter().map(|base| plain_base(base));
        let bases = bases.filter(|base| !matches!(*base, "object" | "Generic" | "Protocol"));
        // What is private is nothing to hold on to.
        let bases = bases.filter(|base| !base.starts_with('_'));
        bases.filter(|base| !entry.line.ancestors.contains(*base)).map(Into::into).collect()
    };
    for base in lacks(old, now) {
        changes.push(Change::new(Rule::BaseRemoved, path, format!("it is no {base} any more")));
    }
    for base in lacks(new, was) {
        changes.push(Change::new(Rule::BaseAdded, path, format!("it is a {base} now")));
    }
    if new.is_deprecated && !old.is_deprecated {
        changes.push(Change::new(Rule::Deprecated, path, "it is deprecated now"));
    }
    changes
}

/// What changed of a class's constructor, where one side has none but `object`'s, which takes
/// nothing; unless a base or a decorator that is not known gives another.
fn constructor_changes<'a>(
    class: &'a str,
    old: &'a Surface<'_>,
    new: &'a Surface<'_>,
    told: &mut Told<'a>,
) -> Vec<Change> {
    let (Some(was), Some(now)) = (class_of(class, old), class_of(class, new)) else {
        return Vec::new();
    };
    let path = format!("{class}.__init__");
    let none = Function { signatures: vec![Signature::default()], ..Function::default() };
    let (changes, unsure) = match (old.get_key_value(&path), new.get_key_value(&path)) {
        (Some((path, entry)), None) => {
            let Some(Item::Function(function)) = entry.item else { return Vec::new() };
            if is_told_at_base(entry, class, (old, new), now)
                || !told.insert((Some(home(path, entry)), Some(home(class, now))))
            {
                return Vec::new();
            }
            let unsure = now.line.is_open;
            (function_changes(path, function, &none), unsure.then_some(MAY_HAVE_ONE))
        }
        (None, Some((path, entry))) => {
            let Some(Item::Function(function)) = entry.item else { return Vec::new() };
            if is_told_at_base(entry, class, (new, old), was)
                || !told.insert((Some(home(class, was)), Some(home(path, entry))))
            {
                return Vec::new();
            }
            let unsure = match was.kind {
                ModuleKind::Stub => {
                    Some("the stub told of no constructor: there may have been none")
                }
                _ => was.line.is_open.then_some(MAY_HAVE_ONE),
            };
            (function_changes(path, &none, function), unsure)
        }
        _ => return Vec::new(),
    };
    let told = |change: Change| match unsure {
        Some(unsure) => change.uncertain_as(unsure),
        None => change,
    };
    changes.into_iter().map(told).collect()
}

/// Whether a constructor, which a class has of a base on one side (`with`), is told of at that base:
/// which is there and has none on the other side (`without`), where the class has it as a base too.
fn is_told_at_base(
    constructor: &Entry<'_>,
    class: &str,
    (with, without): (&Surface<'_>, &Surface<'_>),
    heir: &Entry<'_>,
) -> bool {
    let base = format!("{}.{}", constructor.home.0, constructor.home.1);
    let name = constructor.home.1.rsplit('.').next().unwrap_or_default();
    base != class
        && class_of(&base, with).is_some()
        && class_of(&base, without).is_some()
        && !without.contains_key(&format!("{base}.__init__"))
        && heir.line.ancestors.contains(name)
}

const MAY_HAVE_ONE: &str = "a base or a decorator that is not known may give a constructor";

/// A class as a surface has it, of which more than text signatures is known.
fn class_of<'a, 'b>(path: &str, surface: &'a Surface<'b>) -> Option<&'a Entry<'b>> {
    let is_class = |entry: &&Entry<'_>| matches!(entry.item, Some(Item::Class(_)));
    surface.get(path).filter(is_class)
}

fn function_changes(path: &str, old: &Function, new: &Function) -> Vec<Change> {
    let mut changes = Vec::new();
    let is_property = |function: &Function| matches!(function.kind, FunctionKind::Property { .. });
    if is_property(old) != is_property(new) {
        let text = format!("it is a {} now, and was a {}", new.kind.word(), old.kind.word());
        return vec![Change::new(Rule::KindChanged, path, text)];
    }
    match (old.kind, new.kind) {
        (
            FunctionKind::Property { is_settable: true },
            FunctionKind::Property { is_settable: false },
        ) => {
            changes.push(Change::new(Rule::SetterRemoved, path, "it cannot be set any more"));
        }
        (
            FunctionKind::Property { is_settable: false },
            FunctionKind::Property { is_settable: true },
        ) => {
            changes.push(Change::new(Rule::SetterAdded, path, "it can be set now"));
        }
        (was, now) if was != now => {
            let text = format!("it is a {} now, and was a {}", now.word(), was.word());
            changes.push(Change::new(Rule::KindChanged, path, text));
        }
        _ => {}
    }
    if old.is_async != new.is_async {
        let text =
            if new.is_async { "it has to be awaited now" } else { "it is not awaited any more" };
        changes.push(Change::new(Rule::AsyncChanged, path, text));
    }
    if new.is_deprecated && !old.is_deprecated {
        changes.push(Change::new(Rule::Deprecated, path, "it is deprecated now"));
    }
    let called = signatures(path, old, new);
    // What decorates it may take other parameters than it has itself.
    let is_sure = !(old.is_decorated || new.is_decorated);
    changes
        .extend(called.into_iter().map(|change| if is_sure { change } else { change.uncertain() }));
    changes
}

/// Overloads that are on both sides are the same; of the others the first is held against the
/// first.
fn signatures(path: &str, old: &Function, new: &Function) -> Vec<Change> {
    let (was, now): (HashSet<_>, HashSet<_>) =
        (old.signatures.iter().collect(), new.signatures.iter().collect());
    let gone: Vec<_> = old.signatures.iter().filter(|one| !now.contains(one)).collect();
    let come: Vec<_> = new.signatures.iter().filter(|one| !was.contains(one)).collect();
    let mut changes = Vec::new();
    let written =
        |signature: &crate::api::item::Signature| Some(format!("{path}{}", signature.written()));
    for (was, now) in gone.iter().zip(&come) {
        changes.extend(signature_changes(path, was, now));
    }
    for was in gone.iter().skip(come.len()) {
        let change = Change::new(Rule::OverloadRemoved, path, "a way to call it is gone");
        changes.push(change.with_forms(written(was), None));
    }
    for now in come.iter().skip(gone.len()) {
        let change = Change::new(Rule::OverloadAdded, path, "there is one more way to call it");
        changes.push(change.with_forms(None, written(now)));
    }
    changes
}

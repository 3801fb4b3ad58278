use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::api::item::{Class, Item, ModuleKind};
use crate::api::package::{Found, Package, is_public};

/// Everything that a wheel offers, by path: `sample.Cache.get`.
pub(crate) type Surface<'a> = BTreeMap<String, Entry<'a>>;

/// One thing that is offered.
#[derive(Clone, Debug)]
pub(crate) struct Entry<'a> {
    /// What it is; none for a module.
    pub(crate) item: Option<&'a Item>,
    /// Where it is defined: module and name, with the class's.
    pub(crate) home: (&'a str, &'a str),
    /// How it is described.
    pub(crate) kind: ModuleKind,
    /// Whether it is a member of a class.
    pub(crate) is_member: bool,
    /// Of a class all classes that it is known to be, without their modules.
    pub(crate) ancestors: Rc<BTreeSet<String>>,
}

/// Names that are kept of one wheel: boto3's stubs have some 100,000.
const MOST: usize = 300_000;
/// Bases that are followed for what a class inherits.
const BASES: usize = 64;

/// What a wheel offers, and whether that is all.
pub(crate) fn surface(package: &Package) -> (Surface<'_>, bool) {
    let mut surface = Surface::new();
    for (import, module) in package.modules.iter().filter(|(import, _)| is_public(import)) {
        let entry = Entry {
            item: None,
            home: (import, ""),
            kind: module.kind,
            is_member: false,
            ancestors: Rc::default(),
        };
        surface.insert(import.clone(), entry);
        for name in package.public_names(import) {
            if surface.len() >= MOST {
                return (surface, false);
            }
            let Some((name, _)) = key(package, import, &name) else { continue };
            let Some(found) = package.find(import, name) else { continue };
            // A module that is taken in is told at its own name.
            if found.name.is_empty() {
                continue;
            }
            let kind = package.modules.get(found.module).map_or(module.kind, |of| of.kind);
            let mut entry = Entry {
                item: Some(found.item),
                home: (found.module, found.name),
                kind,
                is_member: false,
                ancestors: Rc::default(),
            };
            let path = format!("{import}.{name}");
            if let Item::Class(class) = found.item {
                entry.ancestors = add_members(package, &path, &found, class, kind, &mut surface);
            }
            surface.insert(path, entry);
        }
    }
    (surface, true)
}

/// A public name as one that lives as long as the package; that of a star import stands in
/// another module.
fn key<'a>(package: &'a Package, import: &str, name: &str) -> Option<(&'a str, ())> {
    let mut left = vec![import];
    let mut seen = BTreeSet::new();
    while let Some(import) = left.pop() {
        let Some(module) = package.modules.get(import).filter(|_| seen.insert(import)) else {
            continue;
        };
        if let Some((name, _)) = module.names.get_key_value(name) {
            return Some((name, ()));
        }
        left.extend(module.stars.iter().map(String::as_str));
    }
    None
}

/// Adds what a class has of its own, and inherits of bases in the wheel; gives its ancestors.
fn add_members<'a>(
    package: &'a Package,
    path: &str,
    found: &Found<'a>,
    class: &'a Class,
    kind: ModuleKind,
    surface: &mut Surface<'a>,
) -> Rc<BTreeSet<String>> {
    let mut ancestors = BTreeSet::new();
    let mut left = vec![(found.module, found.name, class)];
    let mut seen = BTreeSet::new();
    while let Some((module, name, class)) = left.pop() {
        if seen.len() > BASES || !seen.insert((module, name)) {
            continue;
        }
        for (member, item) in &class.members {
            if surface.len() >= MOST {
                return Rc::new(ancestors);
            }
            // A constructor is called alike, whichever of both it is.
            let member = match member.as_str() {
                "__new__" if class.members.contains_key("__init__") => continue,
                "__new__" => "__init__",
                member => member,
            };
            if is_member_public(member) {
                surface.entry(format!("{path}.{member}")).or_insert(Entry {
                    item: Some(item),
                    home: (module, name),
                    kind,
                    is_member: true,
                    ancestors: Rc::default(),
                });
            }
        }
        // The first base counts first, so it goes on the stack last.
        for base in class.bases.iter().rev() {
            let base = base.split('[').next().unwrap_or_default();
            ancestors.insert(plain_base(base).to_owned());
            if let Some(Found { item: Item::Class(class), module, name }) =
                package.find(module, base)
            {
                left.push((module, name, class));
            }
        }
    }
    Rc::new(ancestors)
}

/// A base without its module, and without what stands in brackets, which is a matter of types.
pub(crate) fn plain_base(base: &str) -> &str {
    let name = base.split('[').next().unwrap_or_default();
    name.rsplit('.').next().unwrap_or_default()
}

/// Names with one underscore are not for others; with two on both sides they are what Python
/// calls.
fn is_member_public(name: &str) -> bool {
    let is_special = name.starts_with("__") && name.ends_with("__");
    let is_aside = matches!(
        name,
        "__slots__" | "__doc__" | "__module__" | "__dict__" | "__weakref__" | "__annotations__"
    );
    !name.starts_with('_') || is_special && !is_aside
}

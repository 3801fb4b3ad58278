use std::borrow::Cow;
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
    /// Where it is defined: module and name, of a member its class's: `Outer.Inner`.
    pub(crate) home: (&'a str, Cow<'a, str>),
    /// How it is described.
    pub(crate) kind: ModuleKind,
    /// Whether it is a member of a class.
    pub(crate) is_member: bool,
    /// Of a class.
    pub(crate) line: Line,
}

/// What a class comes from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    /// All classes that it is known to be, without their modules.
    pub(crate) ancestors: Rc<BTreeSet<String>>,
    /// Whether something that the wheel does not tell of, a base or a decorator, may give it a
    /// constructor.
    pub(crate) is_open: bool,
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
            home: (import, "".into()),
            kind: module.kind,
            is_member: false,
            line: Line::default(),
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
                home: (found.module, found.name.into()),
                kind,
                is_member: false,
                line: Line::default(),
            };
            let path = format!("{import}.{name}");
            if let Item::Class(class) = found.item {
                let (module, name) = (found.module, found.name.into());
                let class = Named { module, name, class, around: None };
                let mut members = Members { package, kind, surface: &mut surface };
                entry.line = members.add(&path, class);
            }
            surface.insert(path, entry);
        }
    }
    let is_all = surface.len() < MOST;
    (surface, is_all)
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

/// A class, and where it is defined.
#[derive(Clone)]
struct Named<'a> {
    module: &'a str,
    name: Cow<'a, str>,
    class: &'a Class,
    /// The class that it is within.
    around: Option<&'a Class>,
}

/// Adds members of classes.
struct Members<'a, 'b> {
    package: &'a Package,
    kind: ModuleKind,
    surface: &'b mut Surface<'a>,
}

impl<'a> Members<'a, '_> {
    /// Adds what a class has of its own, and inherits of bases in the wheel; of the classes within it
    /// the same, if they are its own: what is inherited is told where it is defined. Tells what the
    /// class comes from.
    fn add(&mut self, path: &str, class: Named<'a>) -> Line {
        let (line, classes) = lineage(self.package, class);
        for (at, Named { module, name, class, .. }) in classes.iter().enumerate() {
            for (member, item) in &class.members {
                if self.surface.len() >= MOST {
                    return line;
                }
                // A constructor is called alike, whichever of both it is.
                let member = match member.as_str() {
                    "__new__" if class.members.contains_key("__init__") => continue,
                    "__new__" => "__init__",
                    member => member,
                };
                let path = format!("{path}.{member}");
                if !is_member_public(member) || self.surface.contains_key(&path) {
                    continue;
                }
                let mut entry = Entry {
                    item: Some(item),
                    home: (*module, name.clone()),
                    kind: self.kind,
                    is_member: true,
                    line: Line::default(),
                };
                if let Item::Class(within) = item {
                    let within = Named {
                        module,
                        name: format!("{name}.{member}").into(),
                        class: within,
                        around: Some(class),
                    };
                    entry.line = match at {
                        0 => self.add(&path, within),
                        _ => lineage(self.package, within).0,
                    };
                }
                self.surface.insert(path, entry);
            }
        }
        line
    }
}

/// What a class comes from, and with it the classes of the wheel whose members it has, in the order
/// in which they count.
fn lineage<'a>(package: &'a Package, first: Named<'a>) -> (Line, Vec<Named<'a>>) {
    let mut ancestors = BTreeSet::new();
    let mut is_open = false;
    let mut left = vec![first];
    let mut seen = BTreeSet::new();
    let mut classes = Vec::new();
    while let Some(one) = left.pop() {
        if seen.len() > BASES {
            is_open = true;
            break;
        }
        if !seen.insert((one.module, one.name.clone())) {
            continue;
        }
        is_open |= one.class.is_open;
        // The first base counts first, so it goes on the stack last.
        for base in one.class.bases.iter().rev() {
            let base = base.split('[').next().unwrap_or_default();
            ancestors.insert(plain_base(base).to_owned());
            match named(package, &one, base) {
                Some(found) => left.push(found),
                None => is_open |= !matches!(plain_base(base), "object" | "Generic"),
            }
        }
        classes.push(one);
    }
    (Line { ancestors: Rc::new(ancestors), is_open }, classes)
}

/// A base by its name, which stands for what the class around has, or else the module (Python
/// reference, "Resolution of names").
fn named<'a>(package: &'a Package, of: &Named<'a>, base: &'a str) -> Option<Named<'a>> {
    let mut parts = base.split('.');
    let first = parts.next()?;
    let beside = of.around.and_then(|around| Some((around, around.members.get(first)?)));
    let mut found = match beside {
        Some((around, Item::Class(class))) => {
            let (outer, _) = of.name.rsplit_once('.')?;
            let name = format!("{outer}.{first}").into();
            Named { module: of.module, name, class, around: Some(around) }
        }
        Some(_) => return None,
        None => {
            let Found { item: Item::Class(class), module, name } =
                package.find(of.module, first)?
            else {
                return None;
            };
            Named { module, name: name.into(), class, around: None }
        }
    };
    for part in parts {
        let Item::Class(class) = found.class.members.get(part)? else { return None };
        let name = format!("{}.{part}", found.name).into();
        found = Named { module: found.module, name, class, around: Some(found.class) };
    }
    Some(found)
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

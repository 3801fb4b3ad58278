use std::collections::{BTreeMap, BTreeSet};

use wheelpin_wheel::{Opened, TextSignature};

use crate::api::item::{Import, Item, Module, ModuleKind};
use crate::api::parse::{Source, parse, parse_signature};

/// All modules of a wheel, by what they are imported as.
#[derive(Debug, Default)]
pub(crate) struct Package {
    pub(crate) modules: BTreeMap<String, Module>,
    /// Text signatures of methods, of which the class is not known, by module: those that no stub
    /// tells of.
    pub(crate) methods: BTreeMap<String, BTreeSet<TextSignature>>,
    /// Functions with more parameters or overloads than are compared, of which nothing is known.
    pub(crate) too_long: BTreeSet<String>,
}

/// What a name stands for in the end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found<'a> {
    pub(crate) item: &'a Item,
    /// The module that defines it.
    pub(crate) module: &'a str,
    /// What it is called there.
    pub(crate) name: &'a str,
}

/// Imports that are followed from one to the next.
const STEPS: usize = 64;

/// What a name stands for that cannot be followed.
static UNKNOWN: Item = Item::Unknown;

impl Package {
    pub(crate) fn of(wheel: &Opened) -> Self {
        let mut package = Self::default();
        for (path, text) in &wheel.sources {
            let Some((import, is_package, kind)) = module_of(path) else { continue };
            // A stub says what the source beside it offers (typing specification, "Stub files").
            let is_told =
                package.modules.get(&import).is_some_and(|of| of.kind == ModuleKind::Stub);
            if !is_told || kind == ModuleKind::Stub {
                let source = Source { text, import: &import, kind, is_package };
                let module = parse(&source);
                package.modules.insert(import, module);
            }
        }
        for binary in &wheel.binaries {
            if let Some(module) = &binary.module {
                package.add_compiled(&module.import, &binary.signatures);
            }
        }
        for (import, module) in &mut package.modules {
            forget_long(import, &mut module.names, &mut package.too_long);
        }
        package
    }

    /// Adds a compiled module, where no stub tells of it, as one that has what its text
    /// signatures tell.
    fn add_compiled(&mut self, import: &str, signatures: &BTreeSet<TextSignature>) {
        if self.is_told(import) {
            let told = Module { kind: ModuleKind::Told, ..Module::default() };
            self.modules.entry(import.into()).or_insert(told);
            return;
        }
        let mut module = Module { kind: ModuleKind::Compiled, ..Module::default() };
        for signature in signatures {
            if signature.is_method() {
                self.methods.entry(import.into()).or_default().insert(signature.clone());
                continue;
            }
            let Some(mut function) = parse_signature(&signature.parameters) else { continue };
            match module.names.get_mut(&signature.name) {
                // A function and a static method of one name, say: which is which is not known.
                Some(Item::Function(known)) => {
                    known.signatures.append(&mut function.signatures);
                    known.is_decorated = true;
                }
                _ => {
                    module.names.insert(signature.name.clone(), Item::Function(function));
                }
            }
        }
        self.modules.insert(import.into(), module);
    }

    /// Whether there is a stub of a module: its own, or that of the package it is in, which
    /// maturin's layout has for the module within.
    fn is_told(&self, import: &str) -> bool {
        let is_stub =
            |name: &str| self.modules.get(name).is_some_and(|of| of.kind == ModuleKind::Stub);
        is_stub(import) || import.rsplit_once('.').is_some_and(|(package, _)| is_stub(package))
    }

    /// What `name` of `module` stands for, followed through imports within the wheel.
    pub(crate) fn find<'a>(&'a self, module: &'a str, name: &'a str) -> Option<Found<'a>> {
        self.follow(module, name, &mut BTreeSet::new())
    }

    fn follow<'a>(
        &'a self,
        module: &'a str,
        name: &'a str,
        seen: &mut BTreeSet<(&'a str, &'a str)>,
    ) -> Option<Found<'a>> {
        if seen.len() > STEPS || !seen.insert((module, name)) {
            return None;
        }
        let of = self.modules.get(module)?;
        match of.names.get(name) {
            Some(Item::Import(import)) => {
                let unknown = Found { item: &UNKNOWN, module, name };
                Some(self.imported(import, seen).unwrap_or(unknown))
            }
            Some(item) => Some(Found { item, module, name }),
            None => of.stars.iter().rev().find_map(|star| {
                let is_there = self.modules.get(star).is_some_and(|of| is_starred(of, name));
                is_there.then(|| self.follow(star, name, seen)).flatten()
            }),
        }
    }

    fn imported<'a>(
        &'a self,
        import: &'a Import,
        seen: &mut BTreeSet<(&'a str, &'a str)>,
    ) -> Option<Found<'a>> {
        let Some(name) = &import.name else { return self.module(&import.module) };
        if let Some(found) = self.follow(&import.module, name, seen) {
            return Some(found);
        }
        let within = format!("{}.{name}", import.module);
        let (within, _) = self.modules.get_key_value(&within)?;
        self.module(within)
    }

    fn module<'a>(&'a self, import: &'a str) -> Option<Found<'a>> {
        // What a module has is told at the module itself.
        self.modules.contains_key(import).then_some(Found {
            item: &UNKNOWN,
            module: import,
            name: "",
        })
    }

    /// Names that a module offers (PEP 8, "Public and internal interfaces"; typing
    /// specification, "Library interface"), without those of modules within it.
    pub(crate) fn public_names(&self, import: &str) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        self.add_public_names(import, &mut names, &mut BTreeSet::new());
        names
    }

    fn add_public_names(
        &self,
        import: &str,
        names: &mut BTreeSet<String>,
        seen: &mut BTreeSet<String>,
    ) {
        let Some(module) = self.modules.get(import) else { return };
        if seen.len() > STEPS || !seen.insert(import.into()) {
            return;
        }
        if let Some(all) = module.all.as_ref().filter(|all| !all.is_computed) {
            names.extend(all.names.iter().cloned());
            // `__all__ = module.__all__`, where that is a module of the wheel.
            for of in &all.of {
                let last = of.rsplit('.').next().unwrap_or_default();
                let found = match module.names.get(last) {
                    Some(Item::Import(Import { module, name: None, .. })) => module.clone(),
                    Some(Item::Import(Import { module, name: Some(name), .. })) => {
                        format!("{module}.{name}")
                    }
                    _ => format!("{import}.{last}"),
                };
                self.add_public_names(&found, names, seen);
            }
            if !(all.names.is_empty() && all.of.is_empty()) {
                return;
            }
        }
        for (name, item) in &module.names {
            let is_offered = match item {
                Item::Import(import) => is_reexport(module, import, name, &self.modules),
                _ => true,
            };
            if is_offered && !name.starts_with('_') {
                names.insert(name.clone());
            }
        }
        for star in &module.stars {
            if let Some(of) = self.modules.get(star) {
                let mut starred = BTreeSet::new();
                self.add_public_names(star, &mut starred, seen);
                names.extend(
                    starred
                        .into_iter()
                        .filter(|name| is_starred(of, name) || !of.names.contains_key(name)),
                );
            }
        }
    }
}

/// Makes functions that are too long to compare unknown; classes are not deeper than blocks are
/// read.
fn forget_long(path: &str, names: &mut BTreeMap<String, Item>, too_long: &mut BTreeSet<String>) {
    for (name, item) in names {
        match item {
            Item::Function(function) if function.is_too_long() => {
                too_long.insert(format!("{path}.{name}"));
                *item = Item::Unknown;
            }
            Item::Class(class) => {
                forget_long(&format!("{path}.{name}"), &mut class.members, too_long);
            }
            _ => {}
        }
    }
}

/// Whether `from … import *` takes a name of a module.
fn is_starred(module: &Module, name: &str) -> bool {
    match module.all.as_ref().filter(|all| !all.is_computed) {
        Some(all) if !all.names.is_empty() => {
            all.names.iter().any(|one| one == name) || !all.of.is_empty()
        }
        _ => !name.starts_with('_'),
    }
}

/// Whether an import is for others. In a stub only `x as x` is (typing specification, "Import
/// conventions"); in a package's own `__init__.py`, too, what it takes from modules within the
/// package: that is what such a file is for.
fn is_reexport(
    module: &Module,
    import: &Import,
    name: &str,
    modules: &BTreeMap<String, Module>,
) -> bool {
    if import.is_explicit {
        return import.name.as_deref().unwrap_or(&import.module) == name;
    }
    module.kind == ModuleKind::Source
        && module.is_package
        && import.name.as_ref().is_some_and(|of| {
            // A module within is offered at its own name already.
            modules.contains_key(&import.module)
                && !modules.contains_key(&format!("{}.{of}", import.module))
        })
}

/// What a file is imported as, whether it is a package, and what kind of file it is; none for
/// what cannot be imported.
fn module_of(path: &str) -> Option<(String, bool, ModuleKind)> {
    let (stem, kind) = match path.strip_suffix(".pyi") {
        Some(stem) => (stem, ModuleKind::Stub),
        None => (path.strip_suffix(".py")?, ModuleKind::Source),
    };
    let mut parts: Vec<&str> = stem.split('/').collect();
    // PEP 561, "Stub-only packages".
    if let Some(first) = parts.first_mut() {
        *first = first.strip_suffix("-stubs").unwrap_or(first);
    }
    let is_package = parts.len() > 1 && parts.last() == Some(&"__init__");
    if is_package {
        parts.pop();
    }
    let is_name = |part: &&str| {
        !part.is_empty() && part.chars().all(|one| one == '_' || one.is_alphanumeric())
    };
    parts.iter().all(is_name).then(|| (parts.join("."), is_package, kind))
}

/// Whether a module is for others by its name.
pub(crate) fn is_public(import: &str) -> bool {
    import.split('.').all(|part| !part.starts_with('_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_imported_by_their_places() {
        let of = |path| module_of(path).map(|(import, is_package, _)| (import, is_package));
        assert_eq!(of("a/__init__.pyi"), Some(("a".into(), true)));
        assert_eq!(of("a-stubs/b.pyi"), Some(("a.b".into(), false)));
        assert_eq!(of("a.py"), Some(("a".into(), false)));
        assert_eq!(of("a/b-c.py"), None);
        assert!(is_public("a.b") && !is_public("a._b.c") && !is_public("a.__main__"));
    }
}

use std::collections::{HashMap, HashSet};

use crate::abi::is_module;
use crate::binary::{Binary, Image, MachO, Slice, wheel_paths};
use crate::finding::Place;
use crate::wheel::Wheel;

/// The most paths that are looked up for one wheel; PySide's takes 100,000.
const LOOKUPS: usize = 500_000;

/// The libraries that Python loads when it imports a wheel's modules: these, and what they
/// load of the wheel. All libraries where there are no modules,
/// or too many paths to look at.
pub(crate) fn loaded(wheel: &Wheel) -> Vec<(&Binary, &MachO)> {
    let libraries: Vec<(&Binary, &MachO)> = wheel
        .binaries
        .iter()
        .filter_map(|binary| match &binary.image {
            Image::MachO(macho) if macho.is_library() => Some((binary, &**macho)),
            _ => None,
        })
        .collect();
    if !libraries.iter().any(|(binary, _)| is_module(binary)) {
        return libraries;
    }
    let by_path: HashMap<&str, usize> = libraries
        .iter()
        .enumerate()
        .map(|(index, (binary, _))| (binary.installed_path(), index))
        .collect();
    let modules = libraries.iter().enumerate().filter(|(_, (binary, _))| is_module(binary));
    let mut left: Vec<usize> = modules.map(|(index, _)| index).collect();
    let mut found: HashSet<usize> = left.iter().copied().collect();
    let mut lookups = LOOKUPS;
    while let Some((binary, macho)) = left.pop().and_then(|index| libraries.get(index)) {
        for slice in &macho.slices {
            for library in &slice.libraries {
                let mut paths = wheel_paths(library, slice, binary.installed_path());
                let first = paths.by_ref().take(lookups).find_map(|path| {
                    lookups -= 1;
                    by_path.get(path.as_str())
                });
                left.extend(first.filter(|index| found.insert(**index)));
            }
        }
        if lookups == 0 {
            return libraries;
        }
    }
    let is_loaded = |(index, library)| found.contains(&index).then_some(library);
    libraries.into_iter().enumerate().filter_map(is_loaded).collect()
}

/// The places of what `find` says of the slices of loaded libraries, said once where the
/// slices of one file are alike.
pub(crate) fn places<'a>(
    loaded: impl IntoIterator<Item = (&'a Binary, &'a MachO)>,
    find: impl Fn(&Slice) -> Vec<String>,
) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for (binary, macho) in loaded {
        let mut said: Vec<String> = Vec::new();
        for text in macho.slices.iter().flat_map(&find) {
            if !said.contains(&text) {
                places.push(Place::member(&binary.path).with(&text));
                said.push(text);
            }
        }
    }
    places
}

use std::collections::{HashMap, HashSet};

use crate::abi::is_module;
use crate::binary::{Binary, Image, Pe};
use crate::wheel::Wheel;

/// All DLLs of a wheel that are machine code.
pub(crate) fn libraries<'a>(wheel: &'a Wheel) -> Vec<(&'a Binary, &'a Pe)> {
    let library = |binary: &'a Binary| match &binary.image {
        Image::Pe(pe) if pe.is_native_library() => Some((binary, &**pe)),
        _ => None,
    };
    wheel.binaries.iter().filter_map(library).collect()
}

/// The DLLs that Python loads when it imports a wheel's modules: these, and what they need
/// of the wheel, wherever in it. All DLLs where there are no modules.
pub(crate) fn loaded(wheel: &Wheel) -> Vec<(&Binary, &Pe)> {
    let libraries = libraries(wheel);
    if !libraries.iter().any(|(binary, _)| is_module(binary)) {
        return libraries;
    }
    let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, (binary, _)) in libraries.iter().enumerate() {
        by_name.entry(binary.file_name().to_ascii_lowercase()).or_default().push(index);
    }
    let modules = libraries.iter().enumerate().filter(|(_, (binary, _))| is_module(binary));
    let mut left: Vec<usize> = modules.map(|(index, _)| index).collect();
    let mut found: HashSet<usize> = left.iter().copied().collect();
    while let Some((_, pe)) = left.pop().and_then(|index| libraries.get(index)) {
        for library in &pe.libraries {
            // Of several with one name any may be found.
            let indices = by_name.remove(&library.name).unwrap_or_default();
            left.extend(indices.into_iter().filter(|index| found.insert(*index)));
        }
    }
    let is_loaded = |(index, library)| found.contains(&index).then_some(library);
    libraries.into_iter().enumerate().filter_map(is_loaded).collect()
}

/// The names of all members that end in `.dll` or the like, in lower case and without directories.
pub(crate) fn members(wheel: &Wheel) -> HashSet<String> {
    let names = wheel.binaries.iter().map(|binary| binary.file_name().to_ascii_lowercase());
    names.collect()
}

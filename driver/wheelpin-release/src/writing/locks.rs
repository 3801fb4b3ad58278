use std::collections::BTreeSet;
use std::path::Path;

use super::document::{Document, string, table_at, tables};
use super::place::{Form, Place};
use super::workspace::place;
use crate::Error;

/// Places of a version in Cargo.lock: the crates of the workspace, and where a lock
/// file that holds two versions of a name tells them apart.
pub(super) fn cargo_lock(
    path: &Path,
    text: &str,
    names: &BTreeSet<String>,
    version: &str,
) -> Result<Vec<Place>, Error> {
    let document = Document::read(path, text)?;
    let mut places = Vec::new();
    for package in tables(document.root(), "package") {
        let name = string(package, "name").unwrap_or_default();
        if names.contains(name)
            && !package.contains_key("source")
            && let Some(value) = package.get("version")
            && let Some(text) = document.text(value)?
        {
            places.push(place(
                path,
                &format!("version of {name}"),
                text.value,
                text.span,
                Form::Cargo,
            ));
        }
        let dependencies = package.get("dependencies").and_then(|list| list.get_ref().as_array());
        for dependency in dependencies.into_iter().flatten() {
            let Some(text) = document.text(dependency)? else { continue };
            // `name version (source)`; what comes from elsewhere has a source.
            let Some((name, rest)) = text.value.split_once(' ') else { continue };
            if names.contains(name) && rest == version {
                let start = text.span.end - rest.len();
                let what = format!("dependency on {name}");
                places.push(place(path, &what, rest.into(), start..text.span.end, Form::Cargo));
            }
        }
    }
    Ok(places)
}

/// The place of the project's own version in uv.lock; none where uv leaves it out
/// because it is dynamic.
pub(super) fn uv_lock(path: &Path, text: &str, project: &str) -> Result<Vec<Place>, Error> {
    let document = Document::read(path, text)?;
    let mut places = Vec::new();
    for package in tables(document.root(), "package") {
        let is_here = table_at(package, &["source"]).is_some_and(|source| {
            ["editable", "virtual", "directory"].iter().any(|kind| source.contains_key(*kind))
        });
        let is_own = string(package, "name").is_some_and(|name| normal(name) == normal(project));
        if is_here
            && is_own
            && let Some(value) = package.get("version")
            && let Some(text) = document.text(value)?
        {
            places.push(place(
                path,
                &format!("version of {project}"),
                text.value,
                text.span,
                Form::Python,
            ));
        }
    }
    Ok(places)
}

/// A project's name in normal form.
///
/// Source: PEP 503, section "Normalized Names".
fn normal(name: &str) -> String {
    let parts = name.split(['-', '_', '.']).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-").to_lowercase()
}

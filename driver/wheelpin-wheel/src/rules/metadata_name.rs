use crate::metadata::{CoreMetadata, canonical_name, is_name};
use crate::rule::{Checks, Found};
use crate::sdist::Sdist;
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "metadata-name",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "a Name that is missing, is none, or is not the file name's",
    why: "PyPI refuses the file, and installers refuse to install it under another name.",
    remedy: "Do not rename files; set `name` in `[project]` of pyproject.toml and build again.",
    source: "PyPA specifications, \"Names and normalization\"; PyPI's upload code, \
             `forklift/legacy.py`",
    checks: Checks { wheel: Some(check), sdist: Some(check_sdist), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let file_name = wheel.name.as_ref().ok().map(|name| name.name.as_str());
    differs(wheel.documents.metadata.as_ref()?, file_name)
}

fn check_sdist(sdist: &Sdist) -> Option<Found> {
    let file_name = sdist.name.as_ref().map(|name| name.name.as_str());
    differs(sdist.pkg_info.as_ref()?, file_name)
}

fn differs(metadata: &CoreMetadata, file_name: Option<&str>) -> Option<Found> {
    if metadata.all("name").count() > 1 {
        return None;
    }
    let Some(name) = metadata.one("name") else {
        return Some(Found::new("has no Name").at([metadata.place("")]));
    };
    let place = metadata.place(&format!("Name: {name}"));
    if !is_name(name) {
        return Some(Found::new("has a Name that is none").at([place]));
    }
    let file_name = file_name?;
    (canonical_name(name) != canonical_name(file_name)).then(|| {
        Found::new(format!("is called {name} by its metadata and {file_name} by its file name"))
            .at([place])
    })
}

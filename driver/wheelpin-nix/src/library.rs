use std::fs;
use std::io;
use std::path::Path;

use include_dir::{Dir, include_dir};

/// wheelpin's Nix library, for trees that have no flake to bring it.
static LIBRARY: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../nix");

/// What `nix/checker.nix` reads besides, below the library's parent: the source of the
/// program that checks.
static FOLDERS: [(&str, Dir<'_>); 3] = [
    ("driver/wheelpin-check/src", include_dir!("$CARGO_MANIFEST_DIR/../wheelpin-check/src")),
    ("driver/wheelpin-wheel/data", include_dir!("$CARGO_MANIFEST_DIR/../wheelpin-wheel/data")),
    ("driver/wheelpin-wheel/src", include_dir!("$CARGO_MANIFEST_DIR/../wheelpin-wheel/src")),
];
static FILES: [(&str, &str); 6] = [
    ("Cargo.lock", include_str!("../../../Cargo.lock")),
    ("Cargo.toml", include_str!("../../../Cargo.toml")),
    ("driver/wheelpin-check/Cargo.toml", include_str!("../../wheelpin-check/Cargo.toml")),
    ("driver/wheelpin-check/pyproject.toml", include_str!("../../wheelpin-check/pyproject.toml")),
    ("driver/wheelpin-testing/Cargo.toml", include_str!("../../wheelpin-testing/Cargo.toml")),
    ("driver/wheelpin-wheel/Cargo.toml", include_str!("../../wheelpin-wheel/Cargo.toml")),
];

/// Writes the library into an existing, empty directory, as `nix/`, and what it reads
/// beside it.
pub(crate) fn write(directory: &Path) -> io::Result<()> {
    let folders = [("nix", &LIBRARY)].into_iter().chain(FOLDERS.iter().map(|(to, of)| (*to, of)));
    for (name, folder) in folders {
        let to = directory.join(name);
        fs::create_dir_all(&to)?;
        write_below(folder, &to)?;
    }
    for (name, text) in FILES {
        let to = directory.join(name);
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(to, text)?;
    }
    Ok(())
}

fn write_below(below: &Dir<'_>, directory: &Path) -> io::Result<()> {
    for file in below.files() {
        fs::write(directory.join(file.path()), file.contents())?;
    }
    // Tests are of no use to a build.
    for folder in below.dirs().filter(|folder| folder.path() != Path::new("tests")) {
        fs::create_dir(directory.join(folder.path()))?;
        write_below(folder, directory)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_library_is_whole_but_for_its_tests() {
        let directory = tempfile::tempdir().unwrap();
        write(directory.path()).unwrap();
        for file in [
            "nix/tree.nix",
            "nix/registries.json",
            "nix/toolchains/registry/pins.json",
            "driver/wheelpin-check/src/main.rs",
            "driver/wheelpin-wheel/src/archive/mod.rs",
        ] {
            assert!(directory.path().join(file).is_file(), "{file}");
        }
        assert!(!directory.path().join("nix/tests").exists());
    }
}

use std::io;
use std::path::Path;

use include_dir::{Dir, include_dir};

/// wheelpin's Nix library, for trees that have no flake to bring it.
static LIBRARY: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../nix");

/// Writes the library into an existing, empty directory.
pub(crate) fn write(directory: &Path) -> io::Result<()> {
    write_below(&LIBRARY, directory)
}

fn write_below(below: &Dir<'_>, directory: &Path) -> io::Result<()> {
    for file in below.files() {
        std::fs::write(directory.join(file.path()), file.contents())?;
    }
    // Tests are of no use to a build.
    for folder in below.dirs().filter(|folder| folder.path() != Path::new("tests")) {
        std::fs::create_dir(directory.join(folder.path()))?;
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
        for file in ["tree.nix", "registries.json", "toolchains/registry/pins.json"] {
            assert!(directory.path().join(file).is_file(), "{file}");
        }
        assert!(!directory.path().join("tests").exists());
    }
}

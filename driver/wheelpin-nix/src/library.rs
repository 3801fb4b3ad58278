use std::fs;
use std::io;
use std::path::Path;

use flate2::read::GzDecoder;

/// wheelpin's Nix library, for trees that have no flake to bring it, and what it reads of
/// the repository beside; see build.rs.
static LIBRARY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/library.tar.gz"));

/// Writes the library into an existing, empty directory, as `nix/` and beside it.
pub(crate) fn write(directory: &Path) -> io::Result<()> {
    for entry in tar::Archive::new(GzDecoder::new(LIBRARY)).entries()? {
        let mut entry = entry?;
        let to = directory.join(entry.path()?);
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent)?;
        }
        io::copy(&mut entry, &mut fs::File::create(to)?)?;
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
            "driver/wheelpin-test/harness/harness.py",
            "driver/wheelpin-wheel/src/archive/mod.rs",
        ] {
            assert!(directory.path().join(file).is_file(), "{file}");
        }
        assert!(!directory.path().join("nix/tests").exists());
    }
}

//! Packs the Nix library that the crate holds, and what `nix/checker.nix` reads beside it: small,
//! and so that no text of it is taken for one of the program's own.

use std::error::Error;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use flate2::{Compression, GzBuilder};
use tar::{Builder, Header};

/// Files and folders, from the root of the repository. Tests are of no use to a build.
const PACKED: [&str; 11] = [
    "Cargo.lock",
    "Cargo.toml",
    "driver/wheelpin-check/Cargo.toml",
    "driver/wheelpin-check/pyproject.toml",
    "driver/wheelpin-check/src",
    "driver/wheelpin-test/harness",
    "driver/wheelpin-testing/Cargo.toml",
    "driver/wheelpin-wheel/Cargo.toml",
    "driver/wheelpin-wheel/data",
    "driver/wheelpin-wheel/src",
    "nix",
];

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(&std::env::var("CARGO_MANIFEST_DIR")?).join("../..");
    let packed = PathBuf::from(std::env::var("OUT_DIR")?).join("library.tar.gz");
    let file = GzBuilder::new().mtime(0).write(File::create(packed)?, Compression::best());
    let mut archive = Builder::new(file);
    for path in PACKED {
        println!("cargo::rerun-if-changed=../../{path}");
        append(&mut archive, &root, Path::new(path))?;
    }
    archive.into_inner()?.finish()?;
    Ok(())
}

/// Appends a file, or all files of a folder, with nothing that differs between machines.
fn append(
    archive: &mut Builder<impl std::io::Write>,
    root: &Path,
    path: &Path,
) -> Result<(), Box<dyn Error>> {
    let whole = root.join(path);
    if whole.is_dir() {
        let mut names = Vec::new();
        for entry in fs::read_dir(whole)? {
            names.push(entry?.file_name());
        }
        names.sort();
        for name in names {
            let below = path.join(name);
            if below != Path::new("nix/tests") {
                append(archive, root, &below)?;
            }
        }
        return Ok(());
    }
    let bytes = fs::read(whole)?;
    let mut header = Header::new_gnu();
    header.set_size(bytes.len().try_into()?);
    header.set_mode(0o644);
    archive.append_data(&mut header, path, &*bytes)?;
    Ok(())
}

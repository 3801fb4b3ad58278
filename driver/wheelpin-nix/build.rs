//! Has the crate compiled again when the Nix library that it holds changes.

fn main() {
    println!("cargo::rerun-if-changed=../../nix");
}

//! Has the crate compiled again when the Nix library that it holds changes.

fn main() {
    for folder in
        ["../../nix", "../wheelpin-check", "../wheelpin-wheel/data", "../wheelpin-wheel/src"]
    {
        println!("cargo::rerun-if-changed={folder}");
    }
}

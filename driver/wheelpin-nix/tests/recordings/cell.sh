# Runs what a cell of matrix.nix does, or compiles its crate.
if [ -n "${does:-}" ]; then
  eval "$does"
  exit
fi
mkdir -p engine/src numbers/src
cat >numbers/Cargo.toml <<END
[package]
name = "numbers"
version = "0.3.1"
edition = "2021"
END
echo 'pub fn forty() -> u32 { 40 }' >numbers/src/lib.rs
cat >engine/Cargo.toml <<END
[package]
name = "engine"
version = "1.2.0"
edition = "2021"
[dependencies]
numbers = { path = "../numbers" }
END
printf '%s\n' "$source" >engine/src/lib.rs
export CARGO_HOME=$PWD/home CARGO_TERM_COLOR=$colour RUSTFLAGS="--sysroot $sysroot"
cargo build --offline --manifest-path engine/Cargo.toml
mkdir $out
cp engine/target/debug/libengine.rlib $out/$name.rlib

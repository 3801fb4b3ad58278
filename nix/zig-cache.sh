# Link as a build would and keep Zig's global cache; see zig-cache.nix.
export HOME="$NIX_BUILD_TOP/home"
export ZIG_GLOBAL_CACHE_DIR="$NIX_BUILD_TOP/zig" ZIG_LOCAL_CACHE_DIR="$NIX_BUILD_TOP/zig"
export CARGO_ZIGBUILD_RUSTC_VERSION="$rustVersion"
if [ -n "$deploymentTarget" ]; then export MACOSX_DEPLOYMENT_TARGET="$deploymentTarget"; fi
if [ -n "$sdk" ]; then export SDKROOT="$sdk"; fi
mkdir -p "$HOME" "$NIX_BUILD_TOP/bin" "$NIX_BUILD_TOP/target/$triple" "$NIX_BUILD_TOP/target/build"
ln -s "$maturin" "$NIX_BUILD_TOP/bin/dlltool"
for machine in x86_64 i686 aarch64; do
  ln -s "$maturin" "$NIX_BUILD_TOP/bin/$machine-w64-mingw32-dlltool"
done
PATH=$NIX_BUILD_TOP/bin:$PATH
cd "$NIX_BUILD_TOP"

echo '#[no_mangle] pub extern "C" fn wheelpin(text: *const u8) -> usize { let v = vec![1u8; text as usize % 7]; println!("{v:?}"); v.len() }' >lib.rs
echo 'fn main() { println!("wheelpin"); }' >main.rs
echo '#include <string.h>
int wheelpin_c(const char *text) { return (int)strlen(text); }' >c.c

compile() {
  "$rust/bin/rustc" --sysroot "$sysroot" --edition 2021 -C linker="$compilers/bin/linker" -C opt-level=3 "$@"
}
case $zigTarget in
  *musl*) library="-C target-feature=-crt-static" ;;
  *macos*) library="-C link-arg=-undefined -C link-arg=dynamic_lookup" ;;
  *) library= ;;
esac
# Zig compiles its C runtime once with debug information and once without:
# Cargo's release profile strips it, a profile with `debug` does not.
for strip in none debuginfo symbols; do
  compile --target "$triple" --crate-type cdylib $library -C strip=$strip -o "$NIX_BUILD_TOP/target/$triple/library" lib.rs
  compile --target "$triple" --crate-type bin -C strip=$strip -o "$NIX_BUILD_TOP/target/$triple/program" main.rs
done
"$compilers/bin/cc" -O3 -fPIC -c c.c -o c.o
if [ "$triple" = "$hostTriple" ]; then
  # Build scripts and proc macros.
  for strip in none debuginfo symbols; do
    compile --crate-type bin -C strip=$strip -o "$NIX_BUILD_TOP/target/build/program" main.rs
    compile --crate-type dylib -C strip=$strip -o "$NIX_BUILD_TOP/target/build/library.so" lib.rs
  done
  target/build/program
fi
mkdir -p "$out"
cp -r zig/. "$out/"

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
link_all() {
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
}
link_all

mkdir -p "$out"

# What linking reads of the cache is a small part: most of it are objects of the
# archives in it. Every build lays the cache out anew, which takes time per file, so
# only that part is kept, if the file system tells what was read (times of access), and
# if that proves to be enough.
was_read() {
  find . -type f | while IFS= read -r file; do
    if [ "$(stat -c %X "$file")" != 86400 ]; then echo "$file"; fi
  done
}
count() { { find "$1"/o -type f; if [ -e "$1/z" ]; then find "$1"/z -type f; fi; } | wc -l; }
mv zig whole
cp -r whole zig
(cd zig && find . -type f -exec touch -d @86400 {} +)
link_all
(cd zig && was_read) | sed -e 's#^\./##' -e 's#^\(o/[^/]*\)/.*#\1#' | sort -u >read
# Debug information of Zig's runtime names files of Zig's, and ends up in every
# library that is not stripped. Only what is linked as it is can be stripped: of the
# objects that it was made of, the cache knows the hashes.
if [ "$os" = linux ]; then
  find whole/o -type f \( -name '*.a' -o -name '*crt[1in].o' \) \
    -exec "$rust/lib/rustlib/$hostTriple/bin/rust-objcopy" --strip-debug {} \;
fi
mkdir -p pruned/h pruned/o pruned/tmp
while IFS= read -r path; do
  if [ -e "whole/$path" ]; then
    mkdir -p "pruned/${path%/*}"
    cp -r "whole/$path" "pruned/$path"
  fi
done <read
# What Zig knows of its own sources (z, 700 files) is read where it compiles one of them, and linking
# does not.
if [ -e whole/b ]; then rm -rf pruned/b pruned/z && cp -r whole/b pruned/b; fi

# Zig's own files have other inodes in every store: the cache is kept with none, and made to
# fit where it is used.
mkdir nothing
"$zigInodes" nothing whole/h/* pruned/h/*
rm -rf zig
cp -r pruned zig
"$zigInodes" "${zig%/*}/lib" zig/h/*
link_all
if [ "$(count zig)" = "$(count pruned)" ]; then
  cp -r pruned/* "$out"
else
  echo "what linking reads cannot be told here: the cache is kept whole"
  cp -r whole/* "$out"
fi
echo "$(count whole) files, $(count pruned) are read, $(count zig) after linking with those"

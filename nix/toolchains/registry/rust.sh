# Unpack Rust's own tarballs into $out and make their programs run with the
# pinned C library; see rust.nix.
mkdir -p "$out"
for archive in $archives; do
  "$sevenZip" x -so -bsp0 "$archive" | tar -x -C "$out" --strip-components 2 -f -
done
rm -rf "$out/share" "$out/etc" "$out/manifest.in"

is_elf() {
  [ -f "$1" ] && [ ! -L "$1" ] && [ "$(head -c 4 "$1" | tail -c 3)" = ELF ]
}
for file in "$out"/bin/* "$out"/lib/rustlib/*/bin/* "$out"/lib/rustlib/*/bin/*/* "$out"/libexec/*; do
  is_elf "$file" || continue
  "$patchelf" --set-interpreter "$loader" --set-rpath "$out/lib:$libraryPath" "$file"
done
# One of the libraries is a linker script, not ELF.
for file in "$out"/lib/*.so*; do
  is_elf "$file" || continue
  "$patchelf" --set-rpath "$out/lib:$libraryPath" "$file"
done
"$out/bin/rustc" --version
"$out/bin/cargo" --version

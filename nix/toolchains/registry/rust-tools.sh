# clippy and rustfmt, made to run with the pinned C library and rustc's own libraries; see dev-rust.nix.
mkdir -p "$out"
for archive in $archives; do
  "$sevenZip" x -so -bsp0 "$archive" | tar -x -C "$out" --strip-components 2 -f -
done
rm -rf "$out/share" "$out/lib" "$out/manifest.in"
for file in "$out"/bin/*; do
  "$patchelf" --set-interpreter "$loader" --set-rpath "$rust/lib:$libraryPath" "$file"
done

# One import library per definition file; see windows-import-libraries.nix.
export ZIG_GLOBAL_CACHE_DIR="$NIX_BUILD_TOP/zig" ZIG_LOCAL_CACHE_DIR="$NIX_BUILD_TOP/zig"
mkdir -p "$out"
for definition in "$definitions"/src/python*.def; do
  name=$(basename "$definition" .def)
  "$zig" dlltool -m "$machine" -d "$definition" -D "$name.dll" -l "$out/lib$name.a"
  cp "$out/lib$name.a" "$out/$name.lib"
done

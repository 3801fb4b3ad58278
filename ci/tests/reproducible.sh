#!/usr/bin/env bash
# The same source gives the same bytes: packed again, compiled again from
# nothing, from another place and at another time, SBOM included.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

config='{"targets": ["manylinux-x86_64", "manylinux-aarch64", "musllinux-x86_64", "macos-arm64", "macos-universal2", "windows-x86_64"]}'
cp -r "$root/examples/abi3" "$work/one"
"$root/ci/tree" --config "$config" --out "$work/first" "$work/one" wheels
equal "wheels" 6 "$(find "$work/first/" -name '*.whl' | wc -l)"

# In another place, deeper, with other times, modes and order of creation.
mkdir -p "$work/elsewhere/very/deep"
(cd "$work/one" && find . -type f | sort -r | while read -r file; do
  mkdir -p "$work/elsewhere/very/deep/two/$(dirname "$file")"
  cp "$file" "$work/elsewhere/very/deep/two/$file"
done)
chmod -R go-rwx "$work/elsewhere"
find "$work/elsewhere" -exec touch -d 2001-02-03 {} +
equal "the plan in another place" "$(plan_of --config "$config" "$work/one")" \
  "$(plan_of --config "$config" "$work/elsewhere/very/deep/two")"

# A comment in a manifest makes every derivation of the project another one: all
# dependencies, the crate and the wheels are made again, in every run of this
# test. The wheels hold no manifest, so they must be the same.
echo "# built again: $(date +%s.%N)" >>"$work/elsewhere/very/deep/two/Cargo.toml"
"$root/ci/tree" --config "$config" --out "$work/second" "$work/elsewhere/very/deep/two" wheels
[ "$(readlink "$work/first")" != "$(readlink "$work/second")" ] || fail "nothing was built again"
equal "bytes after building everything again" "$(sums "$work/first/")" "$(sums "$work/second/")"

# With debug information, which knows of more paths and temporary files.
for tree in "$work/one" "$work/elsewhere/very/deep/two"; do
  printf '[profile.release]\ndebug = "line-tables-only"\nlto = "thin"\n' >>"$tree/Cargo.toml"
done
some='{"targets": ["manylinux-x86_64", "macos-universal2", "windows-x86_64"]}'
"$root/ci/tree" --config "$some" --out "$work/debug-first" "$work/one" wheels
"$root/ci/tree" --config "$some" --out "$work/debug-second" "$work/elsewhere/very/deep/two" wheels
[ "$(readlink "$work/debug-first")" != "$(readlink "$work/debug-second")" ] || fail "nothing was built again with debug information"
equal "bytes with debug information" "$(sums "$work/debug-first/")" "$(sums "$work/debug-second/")"

# And Nix's own check of the last step.
"$root/ci/tree" --config "$some" --out "$work/third" "$work/one" cp39-abi3-manylinux_2_28_x86_64.unchecked --rebuild
for wheel in "$work"/first/*.whl; do
  python3 - "$wheel" <<'EOF'
import json, sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
sboms = [name for name in archive.namelist() if "/sboms/" in name]
assert sboms, "no SBOM"
for name in sboms:
    sbom = json.loads(archive.read(name))
    assert "serialNumber" not in sbom, "a serial number"
    assert "/build" not in archive.read(name).decode(), "a path of the build"
EOF
done
echo "9 wheels are the same to the byte after building everything again"

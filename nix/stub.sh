# Lay out manifests and empty crate roots in $out; see stub.nix.
mkdir -p "$out"
cd "$out"
set -- $files
for path in $paths; do
  mkdir -p "$(dirname "$path")"
  cp "$1" "$path"
  shift
done
for root in $roots; do
  mkdir -p "$(dirname "$root")"
  : >"$root"
done
mkdir -p "$projectDir"
printf '%s' "$pyproject" >"$projectDir/pyproject.toml"

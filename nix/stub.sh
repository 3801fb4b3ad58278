# Lay out manifests and empty crate roots in $out; see stub.nix.
mkdir -p "$out"
cd "$out"
set -- $files
while IFS= read -r path; do
  mkdir -p "$(dirname "$path")"
  cp "$1" "$path"
  shift
done <<LINES
$paths
LINES
while IFS= read -r root; do
  if [ -n "$root" ]; then
    mkdir -p "$(dirname "$root")"
    : >"$root"
  fi
done <<LINES
$roots
LINES
mkdir -p "$projectDir"
printf '%s' "$pyproject" >"$projectDir/pyproject.toml"

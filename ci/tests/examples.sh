#!/usr/bin/env bash
# Templates: copied as `nix flake init` copies them, with wheelpin's address written in, each gives a
# plan and a wheel that works, through its own flake; and so do flake-parts and the overlay, where
# flake-parts is in the store.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

mkdir "$work/wheelpin"
(cd "$root" && git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
  if [ -e "$file" ]; then printf '%s\0' "$file"; fi
done | xargs -0 cp --parents --no-dereference --target-directory "$work/wheelpin")
nix_() { "$root/ci/nix" --offline "$@" 2>"$work/errors" || { tail -n 20 "$work/errors" >&2; return 1; }; }
native=manylinux_2_28_$(uname -m)

# usage: template NAME WHEELS ID   checks one template: number of wheels in its plan, the cell that is built
template() {
  mkdir "$work/$1"
  (cd "$work/$1" && nix_ flake init --template "path:$work/wheelpin#$1")
  [ -f "$work/$1/.envrc" ] || fail "$1: no file for direnv"
  sed -i "s#ADDRESS#path:$work/wheelpin#" "$work/$1/flake.nix"
  nix_ eval --json "$work/$1#matrix.$(uname -m)-linux" >"$work/plan.json"
  equal "wheels of $1" "$2" "$(python3 -c 'import json, sys; print(len(json.load(open(sys.argv[1]))["cells"]))' "$work/plan.json")"
  # Its smoke test: installed in a Python of the toolchain, and imported.
  nix_ build --no-link "$work/$1#checks.$(uname -m)-linux.smoke-$3-cp311"
}
template abi3 7 "cp39-abi3-$native"
template per-python 35 "cp311-cp311-$native"
template workspace 7 "cp39-abi3-$native"

# The overlay, over a package set of nothing else.
cat >"$work/overlay.nix" <<NIX
let
  wheelpin = builtins.getFlake "path:$work/wheelpin";
  packages = wheelpin.overlays.default { stdenv.hostPlatform = { system = "$(uname -m)-linux"; isDarwin = false; }; } { };
in (packages.wheelpinProject { src = $work/abi3; }).packages."cp39-abi3-$native".drvPath
NIX
equal "a wheel by the overlay" "$(nix_ eval --raw "$work/abi3#packages.$(uname -m)-linux.cp39-abi3-$native.drvPath")" \
  "$(nix_ eval --impure --raw --file "$work/overlay.nix")"
echo "3 templates give their plans and a wheel each that works"

#!/usr/bin/env bash
# The nixpkgs toolchain: every output evaluates for four build hosts, and wheels that crane builds are
# those of the registry toolchain, to the byte. nixpkgs itself is a stand-in (ci/tests/nixpkgs).
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=ci/nix-settings.sh
. "$root/ci/nix-settings.sh"
here=$root/ci/tests/nixpkgs

# -- the locked sources, which must be in the store -----------------------------------------------------

# usage: locked NAME   prints its address and the path in the store that its hash makes
locked() {
  python3 - "$root/flake.lock" "$here/sources.json" "$1" <<'EOF'
import base64, json, sys
lock, sources, name = sys.argv[1:]
sources = json.load(open(sources))
node = sources[name] if name in sources else json.load(open(lock))["nodes"][name]["locked"]
digest = base64.b64decode(node["narHash"].removeprefix("sha256-")).hex()
print(f"github:{node['owner']}/{node['repo']}/{node['rev']} {digest}")
EOF
}
declare -A tree
# usage: is_here NAME   sets its tree, or says that it is not there, and why
is_here() {
  local address digest
  read -r address digest < <(locked "$1")
  tree[$1]=$(nix-store --print-fixed-path --recursive sha256 "$digest" source)
  nix-store --check-validity "${tree[$1]}" 2>/dev/null && return
  echo "not run: $1 is not in the store (${tree[$1]}); nix flake prefetch $address brings it"
  return 1
}
missing=0
for name in crane rust-overlay nixpkgs.lib; do is_here $name || missing=$((missing + 1)); done
if [ "$missing" -gt 0 ]; then
  echo "not run: $missing of 3 locked sources are not in the store"
  exit 0
fi

# -- flakes ---------------------------------------------------------------------------------------------

mkdir "$work/wheelpin" "$work/stand-in" "$work/advisory-db"
echo "no advisories" >"$work/advisory-db/README"
(cd "$root" && git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
  if [ -e "$file" ]; then printf '%s\0' "$file"; fi
done | xargs -0 cp --parents --no-dereference --target-directory "$work/wheelpin")
(cd "$work/wheelpin" && cp -r --parents nix driver ci/tests/nixpkgs Cargo.toml Cargo.lock "$work/stand-in")
cp "$here/flake.nix" "$work/stand-in/"
cp -r "${tree[nixpkgs.lib]}" "$work/stand-in/nixpkgs-lib"
chmod -R u+w "$work/stand-in"

# usage: flake NAME CONFIG [PROJECT]   makes the flake of the tree NAME, prints its directory
flake() {
  mkdir -p "$work/flakes/$1"
  sed -e "s#WORK#$work#; s#NAME#$1#; s#PROJECT#${3:-}#" "$here/project.nix" >"$work/flakes/$1/flake.nix"
  printf '%s' "$2" >"$work/flakes/$1/config.json"
  printf '%s\n' "$work/flakes/$1"
}
nix_() { "$root/ci/nix" --offline "$@" 2>"$work/errors" || { tail -n 20 "$work/errors" >&2; return 1; }; }

# -- evaluation -----------------------------------------------------------------------------------------

cp -r "$root/examples/abi3" "$root/examples/per-python" "$root/examples/workspace" "$work/"
rm "$work"/{abi3,per-python,workspace}/flake.nix
evaluated=0
for name in abi3 per-python workspace; do
  project=$(flake "$name" '{}' "$([ "$name" = workspace ] && echo python || :)")
  for system in x86_64-linux aarch64-linux x86_64-darwin aarch64-darwin; do
    nix_ eval --json "$project#everything.$system" >"$work/everything.json"
    count=$(python3 - "$work/everything.json" "$system" <<'EOF'
import json, sys
it = json.load(open(sys.argv[1]))
assert it["matrix"]["buildHost"] == sys.argv[2] and it["matrix"]["toolchain"] == "nixpkgs", it["matrix"]
crate = {name for name in it["checks"] if name.startswith(("crate-", "tree-"))}
assert crate >= {"crate-audit", "crate-clippy", "crate-doc", "crate-fmt", "crate-nextest", "tree-taplo"}, crate
# A build host tries its own wheels; Linux the other processor's too.
smoke = [name for name in it["checks"] if name.startswith("smoke-")]
assert smoke, "nothing is tried"
print(sum(len(it[kind]) for kind in ("packages", "checks", "devShells", "apps")))
EOF
)
    evaluated=$((evaluated + count))
  done
done
echo "$evaluated outputs of three projects evaluate on four build hosts"

# -- flake-parts ----------------------------------------------------------------------------------------

if is_here flake-parts; then
  mkdir "$work/flakes/parts"
  cat >"$work/flakes/parts/flake.nix" <<NIX
{
  inputs.wheelpin.url = "path:$work/wheelpin";
  inputs.nixpkgs-lib.url = "path:${tree[nixpkgs.lib]}";
  inputs.flake-parts.url = "path:${tree[flake-parts]}";
  inputs.flake-parts.inputs.nixpkgs-lib.follows = "nixpkgs-lib";
  inputs.source = {
    url = "path:$work/abi3";
    flake = false;
  };
  outputs = inputs: inputs.flake-parts.lib.mkFlake { inherit inputs; } {
    imports = [ inputs.wheelpin.flakeModules.default ];
    systems = [ "x86_64-linux" "aarch64-linux" ];
    wheelpin.src = inputs.source;
    wheelpin.config.targets = [ "macos-arm64" ];
  };
}
NIX
  equal "a plan by flake-parts" '["cp39-abi3-macosx_11_0_arm64"]' \
    "$(nix_ eval --json "$work/flakes/parts#matrix.x86_64-linux.cells" --apply 'map (cell: cell.id)')"
  for output in packages.x86_64-linux.wheels packages.aarch64-linux.default checks.x86_64-linux.check-sdist devShells.x86_64-linux.default; do
    nix_ eval --raw "$work/flakes/parts#$output.drvPath" >/dev/null
  done
  echo "a project is a module of flake-parts"
fi

# -- wheels ---------------------------------------------------------------------------------------------

(cd "$work" && "$root/ci/customer" dioxide source >/dev/null)
cp -r "$work/result-dioxide/." "$work/dioxide"
chmod -R u+w "$work/dioxide"
targets='["manylinux-x86_64", "manylinux-aarch64", "macos-arm64"]'
dioxide=$(flake dioxide "{\"targets\": $targets}")
cells="manylinux_2_28_x86_64 manylinux_2_28_aarch64 macosx_11_0_arm64"
# usage: unchecked PLATFORM DIRECTORY   builds a wheel through crane, prints where it is
unchecked() {
  nix_ build --no-link "$2#packages.x86_64-linux.cp311-abi3-$1.unchecked" || return
  nix_ eval --raw "$2#packages.x86_64-linux.cp311-abi3-$1.unchecked.outPath"
}
mkdir "$work/crane" "$work/registry"
for platform in $cells; do
  cp "$(unchecked "$platform" "$dioxide")"/*.whl "$work/crane/"
  "$root/ci/tree" --config "{\"targets\": $targets}" --out "$work/one" "$work/dioxide" "cp311-abi3-$platform.unchecked" >/dev/null
  cp "$work"/one/*.whl "$work/registry/"
done
equal "wheels by crane" 3 "$(find "$work/crane" -name '*.whl' | wc -l)"
equal "bytes of both toolchains" "$(sums "$work/registry")" "$(sums "$work/crane")"
echo "3 wheels are the registry toolchain's, to the byte"

# -- what is built again --------------------------------------------------------------------------------

# usage: needed PLATFORM DIRECTORY   every derivation that a wheel needs
needed() {
  nix-store --query --requisites "$(nix_ eval --raw "$2#packages.x86_64-linux.cp311-abi3-$1.unchecked.drvPath")" | grep '\.drv$' | sort
}
names() { sed 's#.*/[a-z0-9]\{32\}-##' | sort -u | tr '\n' ' '; }
needed manylinux_2_28_x86_64 "$dioxide" >"$work/before"
grep -q -e '-wheelpin-dependencies-dioxide-manylinux-x86_64-cp311-abi3.drv$' "$work/before"

cp -r "$work/dioxide" "$work/changed"
echo '// One line more.' >>"$work/changed/rust/src/lib.rs"
changed=$(flake changed '{"targets": ["manylinux-x86_64"]}')
needed manylinux_2_28_x86_64 "$changed" >"$work/after"
equal "what a line of Rust makes again" \
  "cp311-abi3-manylinux_2_28_x86_64.drv wheelpin-linked-dioxide-manylinux-x86_64-cp311-abi3.drv " \
  "$(comm -13 "$work/before" "$work/after" | names)"
unchecked manylinux_2_28_x86_64 "$changed" >/dev/null
equal "crates that a line of Rust compiles again" "dioxide" \
  "$(nix-store --read-log "$(grep -e '-wheelpin-linked-' "$work/after")" | sed -n 's/^ *Compiling \([^ ]*\) .*/\1/p' | tr '\n' ' ' | sed 's/ $//')"

# The dependencies of another target take what runs on the build host from the first one's.
needed macosx_11_0_arm64 "$dioxide" >"$work/second"
first=$(grep -e '-wheelpin-dependencies-dioxide-manylinux-x86_64-' "$work/before")
grep -q -x -F -e "$first" "$work/second" || fail "the second target does not start from the first"
nix-store --read-log "$(grep -e '-wheelpin-dependencies-dioxide-macos-arm64-' "$work/second")" >"$work/log"
grep -q 'Compiling pyo3 ' "$work/log" || fail "no log of the second target"
if grep -E 'Compiling (proc-macro2|quote|syn|unicode-ident|pyo3-macros|pyo3-macros-backend|pyo3-build-config|target-lexicon) ' "$work/log"; then
  fail "host artifacts were compiled again for another target"
fi
echo "a line of Rust compiles one crate; another target, no host artifact"

# -- checks ---------------------------------------------------------------------------------------------

project=$work/flakes/abi3
nix_ build --no-link "$project#checks.x86_64-linux.crate-fmt" "$project#checks.x86_64-linux.crate-clippy" "$project#checks.x86_64-linux.crate-doc"
printf 'fn  badly( ) {}\n' >>"$work/abi3/src/lib.rs"
(cd "$work" && rm -f flakes/abi3/flake.lock)
if nix_ build --no-link "$project#checks.x86_64-linux.crate-fmt" 2>/dev/null; then fail "rustfmt finds nothing in badly formatted code"; fi
echo "rustfmt, clippy and doc by crane ran; not run: nextest, audit, deny, taplo, nixfmt (their programs are not in the stand-in)"
echo "$evaluated outputs evaluate on 4 build hosts, 3 wheels by crane are the registry toolchain's to the byte"

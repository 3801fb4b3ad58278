#!/usr/bin/env bash
# Wheels are tried in the sandbox: for this processor, and for the other by an emulator;
# what does not work holds no wheel back, but fails the check and says why.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
config='{"targets": ["manylinux-x86_64", "manylinux-aarch64", "musllinux-x86_64"]}'
tree() { "$root/ci/tree" --config "$config" --out "$work/result" "$work/project" "$@"; }
smoke() { echo "smoke-cp39-abi3-manylinux_2_28_$1-cp311"; }
here=$(smoke "$(uname -m)")

cp -r "$root/examples/abi3" "$work/project"
rm -f "$work/project"/flake.*
wheels=$(plan_of --config "$config" "$work/project")

for arch in x86_64 aarch64; do
  tree "$(smoke "$arch")"
  grep -q '"outcome": "passed"' "$work/result/result.json" || fail "$arch: not passed"
  grep -q '"greeting._greeting"' "$work/result/result.json" || fail "$arch: the compiled module was not imported"
  grep -q '"tested": true' "$work/result/result.json" || fail "$arch: the own test was not run"
done
tree smoke-sdist
grep -q '"tested": true' "$work/result/result.json" || fail "the wheel of the sdist was not tried"

# A project in a subdirectory, of a workspace with another crate: its sdist has other paths.
nested=$work/nested
mkdir -p "$nested/bindings" "$nested/core/src"
cp -r "$root/examples/abi3" "$nested/bindings/python"
rm -f "$nested"/bindings/python/flake.*
mv "$nested/bindings/python/Cargo.lock" "$nested/Cargo.lock"
printf '\n[[package]]\nname = "core-of-greeting"\nversion = "0.1.0"\n' >>"$nested/Cargo.lock"
# A member that is gone: the lock file is not taken as it is.
printf '\n[[package]]\nname = "was-a-member"\nversion = "0.1.0"\n' >>"$nested/Cargo.lock"
sed -i '/^name = "greeting"$/,/^]$/s/^ "pyo3",$/ "core-of-greeting",\n "pyo3",/' "$nested/Cargo.lock"
printf '[workspace]\nresolver = "2"\nmembers = ["bindings/python", "core"]\n' >"$nested/Cargo.toml"
printf '[package]\nname = "core-of-greeting"\nversion = "0.1.0"\nedition = "2021"\nlicense = "MIT"\n' >"$nested/core/Cargo.toml"
printf '/// A word.\npub fn word() -> &%sstatic str {\n    "Hello"\n}\n' "'" >"$nested/core/src/lib.rs"
echo 'core-of-greeting = { path = "../../core" }' >>"$nested/bindings/python/Cargo.toml"
sed -i 's/"Hello, {name}!"/"{}, {name}!", core_of_greeting::word()/' "$nested/bindings/python/src/lib.rs"
"$root/ci/tree" --project bindings/python --config '{"targets": ["manylinux-x86_64"]}' --out "$work/result" "$nested" smoke-sdist
grep -q '"tested": true' "$work/result/result.json" || fail "the wheel of a nested project's sdist was not tried"

# refused WHAT TEXT: the check fails and says TEXT.
refused() {
  if tree "$here" 2>"$work/error"; then fail "$1: the check passes"; fi
  grep -qF "$2" "$work/error" || fail "$1: the log does not say \"$2\":
$(cat "$work/error")"
}
settings() {
  cp "$root/examples/abi3/pyproject.toml" "$work/project/pyproject.toml"
  printf '\n[tool.wheelpin.test]\n%s\n' "$1" >>"$work/project/pyproject.toml"
}
settings 'modules = ["greeting.absent"]'
refused "a module that is not there" "greeting.absent"
settings 'requirements = ["no-such-package"]'
refused "a requirement that is nowhere" "needs no-such-package"
settings 'file = "tests/failing.py"'
echo 'raise SystemExit("greets nobody")' >"$work/project/tests/failing.py"
refused "an own test that fails" "greets nobody"
rm "$work/project/tests/failing.py"

# Dependencies come from a directory in the tree: a wheel there, of one file.
mkdir -p "$work/helper/helper-1.dist-info" "$work/project/wheelhouse"
(
  cd "$work/helper"
  echo 'ANSWER = 42' >helper.py
  printf 'Metadata-Version: 2.1\nName: helper\nVersion: 1\n' >helper-1.dist-info/METADATA
  printf 'Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n' >helper-1.dist-info/WHEEL
  printf 'helper.py,,\nhelper-1.dist-info/METADATA,,\nhelper-1.dist-info/WHEEL,,\nhelper-1.dist-info/RECORD,,\n' >helper-1.dist-info/RECORD
  python3 -m zipfile -c "$work/project/wheelhouse/helper-1-py3-none-any.whl" helper.py helper-1.dist-info
)
settings 'requirements = ["helper"]
wheelhouse = "wheelhouse"
command = ["python", "-c", "import greeting, helper; assert helper.ANSWER == 42"]'
tree "$here"
grep -q '"tested": true' "$work/result/result.json" || fail "the command was not run"

# Settings of tests are no part of what wheels are made from.
rm -r "$work/project/wheelhouse"
settings 'skip = { "greeting.gui" = "needs a display" }'
equal "the wheels after a change of the settings" "$wheels" "$(plan_of --config "$config" "$work/project")"

# What is not run here has an empty list in the plan.
tree plan | tr '{' '\n' | grep musllinux | grep -qF '"smoke":[]' || fail "the plan does not say that the musl wheel is not run"

echo "smoke: both processors, own tests, dependencies; failures say why"

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

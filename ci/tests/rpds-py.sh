#!/usr/bin/env bash
# One wheel per Python: what does not see the Python is compiled once per target,
# build scripts and proc macros once per Python for all targets.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cache=$("$root/ci/setup")
cd "$work"

export CUSTOMER_CONFIG='{"targets": ["manylinux-x86_64", "manylinux-aarch64"], "pythons": ["3.11", "3.13", "3.14t"]}'
"$root/ci/customer" rpds-py wheels
equal "wheels" 6 "$(find result-rpds-py/ -name '*.whl' | wc -l)"
"$cache/peers/bin/python" "$root/ci/tests/oracles.py" "$cache" result-rpds-py/*.whl

# What each dependency derivation compiled stands in its log. Crates of the
# project are named there too (they are what stops the stage), hence the filter.
"$root/ci/customer" rpds-py plan >plan.json
python3 - <<'EOF' >drvs
import json
for cell in json.load(open("plan.json"))["cells"]:
    print(cell["drvPath"])
EOF
xargs nix-store --query --requisites <drvs | grep -- '-wheelpin-dependencies-rpds_py-.*\.drv$' | sort -u >dependencies
equal "dependency derivations (2 targets × 3 Pythons)" 6 "$(wc -l <dependencies)"
total=0
while read -r derivation; do
  name=${derivation##*-wheelpin-dependencies-rpds_py-}
  nix-store --read-log "$derivation" >log 2>/dev/null || { echo "not counted (its log is gone): $name"; continue; }
  count=$(grep -E '^ *Compiling ' log | grep -c -v rpds-py || true)
  echo "  ${name%.drv}: $count crates compiled"
  total=$((total + count))
  case $name in
    manylinux-x86_64-cp311*) [ "$count" -ge 15 ] || fail "the first stage compiled only $count crates" ;;
    manylinux-aarch64-cp311*) if grep -q 'Compiling \(syn\|pyo3-macros\|quote\) ' log; then fail "a proc macro was compiled again for aarch64"; fi ;;
    *) if [ "$count" -gt 6 ]; then fail "$name compiled $count crates; only PyO3 sees the Python"; fi ;;
  esac
done <dependencies
echo "$total crates compiled for 6 wheels"

python=$(compgen -G "$HOME/.pyenv/versions/3.13.*/bin/python3.13" | head -n 1 || command -v python3.13 || true)
if [ -n "$python" ]; then
  "$python" -m venv venv
  venv/bin/pip install --quiet --no-index --disable-pip-version-check result-rpds-py/*cp313-cp313-manylinux*_"$(uname -m)".whl
  venv/bin/python -c 'import rpds; assert rpds.HashTrieMap({"a": 1}).insert("b", 2)["b"] == 2; print("rpds works in Python 3.13")'
else
  echo "not run: there is no Python 3.13 on this machine"
fi

#!/usr/bin/env bash
# docs/customers.md is what the results of real projects give, the results are those of the pinned projects, and
# the way to them works: one small project, from its sdist to its row.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
command -v cargo >/dev/null || fail "there is no cargo: install Rust (rustup)"

"$root/ci/customer" --all --check

# The check finds what it is there for.
results=$work/results page=$work/customers.md
fresh() {
  rm -rf "$results"
  cp -r "$root/ci/customers/results" "$results"
  cp "$root/docs/customers.md" "$page"
}
# told WORDS
told() {
  if found=$("$root/ci/customer" --all --check --results "$results" --page "$page"); then fail "nothing was told of: $1"; fi
  grep -q -e "$1" <<<"$found" || fail "not told: $1
$found"
}
fresh
"$root/ci/customer" --all --check --results "$results" --page "$page" >/dev/null || fail "a copy is told of"
sed -i '$d' "$page"
told 'customers.md: not what the results give'
fresh
rm "$results/rbloom.json"
told 'rbloom: there is no result'
fresh
cp "$results/rbloom.json" "$results/nobody.json"
sed -i 's/"name": "rbloom"/"name": "nobody"/' "$results/nobody.json"
told 'nobody: a result, and no'
fresh
sed -i 's/"sha256": "ea6804f8/"sha256": "00000000/' "$results/rbloom.json"
told 'rbloom: the result is of other pins'
fresh
grep -q '"how": "wheelpin reproduce: ' "$results/rbloom.json"
sed -i 's/"how": "wheelpin reproduce: /"how": "by hand: /' "$results/rbloom.json"
told 'rbloom: built again in another way'

# What stands for what.
(cd "$root/ci/customers/tool" && PYTHONDONTWRITEBYTECODE=1 python3 - <<'PYTHON'
from upstream import covered, wheel
def stands(ours, file): return covered(wheel(file), {tuple(it.split()) for it in ours})
assert stands(["manylinux-x86_64 cp311-abi3"], "a-1-cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64.whl")
assert not stands(["manylinux-x86_64 cp311-abi3"], "a-1-cp310-cp310-manylinux_2_17_x86_64.manylinux2014_x86_64.whl")
assert not stands(["manylinux-x86_64 cp311-abi3"], "a-1-cp314-cp314t-manylinux_2_17_x86_64.whl")
assert not stands(["manylinux-x86_64 cp311-abi3"], "a-1-pp311-pypy311_pp73-manylinux_2_17_x86_64.whl")
assert not stands(["manylinux-x86_64 cp311-abi3"], "a-1-cp311-abi3-musllinux_1_2_x86_64.whl")
assert stands(["manylinux-x86_64 cp38-abi3"], "a-1-cp39-abi3-manylinux1_x86_64.whl")
assert not stands(["manylinux-x86_64 cp39-abi3"], "a-1-cp38-abi3-manylinux1_x86_64.whl")
assert stands(["windows-x86_64 cp315-abi3.abi3t"], "a-1-cp315-cp315t-win_amd64.whl")
assert not stands(["windows-x86_64 cp315-abi3.abi3t"], "a-1-cp314-cp314t-win_amd64.whl")
both = ["macos-x86_64 py3-none", "macos-arm64 py3-none"]
assert stands(both, "a-1-py3-none-macosx_10_12_universal2.whl")
assert not stands(both[:1], "a-1-py3-none-macosx_10_12_universal2.whl")
assert not stands(both, "a-1-py3-none-linux_armv6l.whl")
PYTHON
)

# One project, whole: planned, built, checked, tested, built again; and then it is not done again.
(cd "$root" && cargo build --quiet --locked --package wheelpin)
program=${CARGO_TARGET_DIR:-$root/target}/debug/wheelpin
one() { "$root/ci/customer" --all --program "$program" --results "$work/one" --page "$work/one.md" --only "*-manylinux_2_28_$(uname -m)" rbloom; }
first=$(one)
python3 - "$work/one/rbloom.json" <<'PYTHON'
import json, sys
result = json.load(open(sys.argv[1]))
assert result["schema"] == 1 and result["version"] == "1.5.4", result["version"]
assert len(result["upstream"]) == 10, result["upstream"]
assert [file["file"] for file in result["files"]][0].startswith("rbloom-1.5.4-cp37-abi3-manylinux_2_28_"), result["files"]
assert result["findings"]["error"] == {}, result["findings"]
assert any(test["outcome"] == "passed" and test["ownTest"] for test in result["tests"]), result["tests"]
again = result["reproducible"]
assert again["same"] == 1 and not again["differ"] and not again["lost"] and again["compilations"] >= 2, again
PYTHON
grep -q '^| \[rbloom\](#rbloom) 1.5.4 | 10 |' "$work/one.md" || fail "no row of rbloom"
equal "a second run" "rbloom: as it was" "$(one)"
echo "$first"

#!/usr/bin/env bash
# A tree without a flake is built without writing into it, and what git ignores,
# .git, target and .venv are neither copied nor read.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

cp -r "$root/examples/abi3" "$work/tree"
cd "$work/tree"
rm -f flake.nix
expected=$(plan_of .)

# 2 GB in target and more in other ignored places: a plan that copied them would
# be another one (and take its time).
mkdir -p target/release .venv/lib .git/objects src/target
head -c 2G /dev/zero >target/release/big
echo junk | tee .venv/lib/junk .git/objects/junk >/dev/null
equal "the plan of a tree with .venv, .git and 2 GB in target" "$expected" "$(plan_of .)"

mkdir ignored
echo junk >ignored/junk
printf 'ignored/\nCargo.lock\n' >.gitignore
with_ignore=$(plan_of .)
echo more >ignored/junk
equal "the plan after a change in what .gitignore names" "$with_ignore" "$(plan_of .)"

# A folder that is only called target is source.
echo '// source' >src/target/mod.rs
[ "$(plan_of .)" != "$with_ignore" ] || fail "a change in src/target is not seen"

# A plan must also hold for a git checkout, tracked or not yet.
rm -rf .git src/target
git init -q . && git add pyproject.toml Cargo.toml
equal "the plan of a git checkout" "$with_ignore" "$(plan_of .)"

find . -path ./target -prune -o -type f -print0 | sort -z | xargs -0 sha256sum >"$work/before"
chmod -R a-w .
"$root/ci/tree" --out "$work/result" . sdist >/dev/null
chmod -R u+w .
find . -path ./target -prune -o -type f -print0 | sort -z | xargs -0 sha256sum >"$work/after"
cmp "$work/before" "$work/after" || fail "the tree was written into"
[ -f "$work/result/greeting-0.1.0.tar.gz" ] || fail "no sdist"

if "$root/ci/tree" "$work/nowhere" 2>"$work/error"; then fail "a missing directory is no error"; fi
grep -q 'nowhere: there is no such directory' "$work/error" || fail "the error names no directory"
# usage: refused WORDS ARGUMENTS…   ci/tree ends with these words, and prints nothing else
refused() {
  local words=$1
  shift
  if printed=$("$root/ci/tree" "$@" 2>"$work/error"); then fail "no error: ci/tree $*"; fi
  equal "what ci/tree $* prints" "" "$printed"
  grep -q -F -- "$words" "$work/error" || fail "ci/tree $* does not say: $words
$(cat "$work/error")"
}
refused 'must be a JSON object' --config '{bad' . plan
refused 'must be a JSON object' --config '["x"]' . plan
refused 'nowhere.lock: there is no such file' --extra-lock nowhere.lock . plan
refused 'Did you mean "wheels"?' . wheel
refused 'unknown target in [tool.wheelpin] targets: "windows"' --config '{"targets": ["windows"]}' . plan

echo "a tree without a flake: left as it was, and nothing ignored was read"

#!/usr/bin/env bash
# Workflows: what wheelpin says of made ones is what zizmor says of them, for the rules that
# both have; and workflows of ours pass zizmor at its strictest, and actionlint.
# Usage: ci/tests/workflows.sh [DIR…]     (DIR: with .github/workflows; none: this repository)
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cache=$("$root/ci/setup")

# Both linters can fail.
mkdir -p "$work/bad/.github/workflows"
cat >"$work/bad/.github/workflows/bad.yml" <<'YAML'
on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: echo ${{ github.nothing }}
YAML
if "$root/ci/actionlint" "$work/bad/.github/workflows/bad.yml" >"$work/log"; then fail "actionlint finds nothing"; fi
grep -q 'property "nothing" is not defined' "$work/log" || fail "actionlint: $(cat "$work/log")"
# With what a directory says of zizmor itself: .github/zizmor.yml of ours turns off one rule, and says why.
strict() {
  if [ -f "$1/.github/zizmor.yml" ]; then set -- "$1" --config "$1/.github/zizmor.yml"; else set -- "$1" --no-config; fi
  "$cache/peers/bin/zizmor" --offline --quiet --persona=auditor "$@"
}
if strict "$work/bad" >"$work/log" 2>&1; then fail "zizmor finds nothing"; fi

[ $# -gt 0 ] || set -- "$root"
looked=0
for directory; do
  [ -d "$directory/.github/workflows" ] || continue
  strict "$directory" >"$work/log" 2>&1 || fail "zizmor: $(cat "$work/log")"
  "$root/ci/actionlint" "$directory"/.github/workflows/*.yml >"$work/log" || fail "actionlint: $(cat "$work/log")"
  looked=$((looked + 1))
done

python3 "$root/ci/workflows/make.py" "$work/made" 300
"$root/ci/compare-workflows" "$work/made" >"$work/log" || fail "$(tail -n 30 "$work/log")"
printf '%s; %d directories of ours pass\n' "$(tail -n 1 "$work/log")" "$looked"

# Sourced by the tests: the repository's root and a directory that goes away.
# shellcheck shell=bash disable=SC2034
set -euo pipefail
shopt -s inherit_errexit
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT

fail() {
  printf 'FAILED %s\n' "$*"
  exit 1
}
# equal WHAT EXPECTED FOUND
equal() {
  [ "$2" = "$3" ] || fail "$1
  expected: $2
  found:    $3"
}
sums() { (cd "$1" && sha256sum -- *.whl); }
# The derivations of a plan: one line per wheel.
plan_of() {
  "$root/ci/tree" "$@" plan | python3 -c 'import json, sys
for cell in json.load(sys.stdin)["cells"]: print(cell["drvPath"])'
}

# Sourced by the tests: the repository's root and a directory that goes away.
# shellcheck shell=bash disable=SC2034
set -euo pipefail
shopt -s inherit_errexit
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
# What still runs behind ends with the test.
leave() {
  chmod -R u+w "$work"
  rm -rf "$work"
  jobs -pr | xargs -r kill
}
trap leave EXIT

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
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
# served PORT COMMAND…   starts a server behind, and waits until it listens
served() {
  local port=$1 attempt
  shift
  "$@" >"$work/server.log" 2>&1 &
  for ((attempt = 0; attempt < 150; attempt++)); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then return; fi
    sleep 0.2
  done
  fail "$1 does not listen: $(tail -n 5 "$work/server.log")"
}
sums() { (cd "$1" && sha256sum -- *.whl); }
# The derivations of a plan: one line per wheel.
plan_of() {
  "$root/ci/tree" "$@" plan | python3 -c 'import json, sys
for cell in json.load(sys.stdin)["cells"]: print(cell["drvPath"])'
}

#!/usr/bin/env bash
# Tests `ci/bench all` and `ci/bench plot` with modes that measure nothing: a mode that fails has its row
# and fails the command at its end, what was measured is kept, and page and plot are made of that alone.
#
# usage: ci/tests/bench.sh
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() {
    printf 'bench: %s\n' "$@" >&2
    exit 1
}

mkdir "$work/ci"
cp -r "$root/ci/benchmarks" "$work/ci/"
cat >"$work/ci/bench" <<'FAKE'
#!/usr/bin/env bash
mode=$1 file=
while [ $# -gt 0 ]; do
  if [ "$1" = --json ]; then file=$2; fi
  shift
done
case $mode in
  check) exit 3 ;;
  upload) exit 0 ;;
  plan) must='{"kind": "extra", "value": 0.3}' wheelpin='[1.1, 1.2, 9]' ;;
  *) must='{"kind": "at-most", "value": 0.8}' wheelpin='[0.9, 0.9, 0.7]' ;;
esac
echo "{\"schema\": 1, \"mode\": \"$mode\", \"peers\": {\"$mode\": \"1\"}, \"rows\": [{\"work\": \"work of $mode\", \"against\": \"it\", \"must\": $must, \"peer\": [1, 1, 1], \"wheelpin\": $wheelpin}]}" >"$file"
FAKE
chmod +x "$work/ci/bench"
cd "$work"
git init --quiet .
git -c user.name=Z -c user.email=z@example.org commit --quiet --allow-empty --message one

measure() { python3 -B ci/benchmarks/all.py "$@" 2>log; }
plot() { python3 -B ci/benchmarks/plot.py "$@"; }

plot
grep -q 'No run is kept yet' docs/benchmarks.md || fail "a page without runs does not say so"
[ ! -e docs/images/bench.svg ] || fail "there is a plot of no runs"

if measure --keep >table; then fail "a mode failed, and the command did not"; fi
grep -qE '^work of build +it +1\.00 s +0\.9 s +0\.90 × +≤ 0\.8 × +NO$' table || fail "no row that is not met:" "$(cat table)"
grep -qE '^work of plan +it +1\.00 s +1\.20 s +\+0\.20 s +≤ 0\.3 s more +yes$' table || fail "no row that is met:" "$(cat table)"
grep -qE '^check +failed: 3 +NO$' table || fail "no row of the mode that failed:" "$(cat table)"
grep -qE '^upload +failed: no result +NO$' table || fail "no row of the mode without a result:" "$(cat table)"
grep -q 'bench: failed: check, upload' log || fail "the end does not say what failed"
[ "$(wc -l <ci/bench-history/runs.jsonl)" = 1 ] || fail "the run was not kept once"
plot --check || fail "page and plot are not of the run"

cp docs/images/bench.svg first.svg
plot
cmp docs/images/bench.svg first.svg || fail "the same runs give another plot"
python3 -c 'import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1])' docs/images/bench.svg
if measure --only version >table; then :; else fail "a mode alone failed"; fi
[ "$(wc -l <table)" = 2 ] || fail "more than one mode ran"
[ "$(wc -l <ci/bench-history/runs.jsonl)" = 1 ] || fail "a run was kept that nobody asked to keep"
echo >>docs/benchmarks.md
if plot --check 2>log; then fail "a page that was changed is taken for right"; fi
if measure --keep --only plan; then fail "a part of a run was kept"; fi
echo '{"schema": 2}' >>ci/bench-history/runs.jsonl
if plot 2>log; then fail "a run of another schema was read"; fi
grep -q 'runs.jsonl:2 has schema 2' log || fail "another schema is not told: $(cat log)"
echo "ci/bench all keeps, draws and tells what failed"

#!/usr/bin/env bash
# Reports in a real browser: light and dark, on a phone and on a wide screen, without script, by keyboard
# and printed; what axe-core says of accessibility, and html-validate of the form. Nothing is asked of any
# network, and nothing is wider than the page.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
command -v cargo >/dev/null || fail "there is no cargo: install Rust (rustup)"
command -v npm >/dev/null || fail "there is no npm: install Node.js"
if ! command -v chromium >/dev/null; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
fi
cache=${WHEELPIN_CI_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/wheelpin-ci}/report
# By the hashes of the lock file; again where that is another.
if ! cmp --quiet "$root/ci/report/package-lock.json" "$cache/done"; then
  rm -rf "$cache"
  mkdir -p "$cache"
  cp "$root/ci/report/package.json" "$root/ci/report/package-lock.json" "$cache"
  (cd "$cache" && npm ci --ignore-scripts --no-audit --no-fund --silent)
  cp "$root/ci/report/package-lock.json" "$cache/done"
fi
mkdir "$work/pages" "$work/screenshots"
(cd "$root" && cargo run --quiet --locked --package wheelpin-report --example pages "$work/pages")
CHROMIUM=$(command -v chromium) node "$root/ci/report/look.mjs" "$cache/node_modules" \
  "${REPORT_SCREENSHOTS:-$work/screenshots}" "$work/pages/"{failed,large,hostile}.html "$@"

#!/usr/bin/env bash
# Every code block of README.md and docs/ is run, or says why not; what it shows is what comes.
# Usage: ci/tests/docs-blocks.sh [PAGE…]
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
command -v cargo >/dev/null || fail "there is no cargo: install Rust (rustup)"
cache=$("$root/ci/setup")
# What guides begin from.
maturin=$cache/maturin-1.16.0
if [ ! -x "$maturin/bin/maturin" ]; then
  rm -rf "$maturin"
  "$cache/peers/bin/python" -m venv "$maturin"
  "$maturin/bin/pip" install --quiet --disable-pip-version-check maturin==1.16.0
fi
(cd "$root" && cargo build --quiet --locked --package wheelpin --bins)
# shellcheck source=ci/nix-settings.sh
. "$root/ci/nix-settings.sh"
mkdir -p "$work/home/wheelpin"
(cd "$root" && git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
  if [ -e "$file" ]; then printf '%s\0' "$file"; fi
done | xargs -0 cp --parents --no-dereference --target-directory "$work/home/wheelpin")
PEERS=$maturin/bin "$cache/peers/bin/python" "$root/ci/tests/docs_blocks.py" \
  "${CARGO_TARGET_DIR:-$root/target}/debug/wheelpin" "$work" "$@"

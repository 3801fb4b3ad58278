#!/usr/bin/env bash
# Every wheel of dioxide and its sdist: the peers agree, and the wheels work.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cache=$("$root/ci/setup")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

"$root/ci/customer" dioxide dist
wheels=result-dioxide
expected="dioxide-2.1.0-cp311-abi3-macosx_10_12_x86_64.whl dioxide-2.1.0-cp311-abi3-macosx_11_0_arm64.whl dioxide-2.1.0-cp311-abi3-manylinux_2_28_aarch64.whl dioxide-2.1.0-cp311-abi3-manylinux_2_28_x86_64.whl dioxide-2.1.0-cp311-abi3-musllinux_1_2_aarch64.whl dioxide-2.1.0-cp311-abi3-musllinux_1_2_x86_64.whl dioxide-2.1.0-cp311-abi3-win_amd64.whl dioxide-2.1.0.tar.gz"
found=$(ls $wheels/ | tr '\n' ' ' | sed 's/ $//')
if [ "$found" != "$expected" ]; then
  echo "expected $expected"
  echo "found    $found"
  exit 1
fi
"$cache/peers/bin/python" "$root/ci/tests/oracles.py" "$cache" $wheels/*.whl
"$cache/peers/bin/twine" check $wheels/*.tar.gz >/dev/null

# Compiled again, each library is the same to the byte (dioxide links with LTO and strips).
"$root/ci/customer" dioxide plan >plan.json
compiled=$(sed 's/"drvPath"/\n&/g' plan.json | sed -n 's/^"drvPath":"\([^"]*\)".*/\1/p' |
  xargs nix-store --query --requisites | grep -e '-wheelpin-linked-dioxide-.*\.drv$' | sort -u)
[ "$(wc -w <<<"$compiled")" = 7 ]
# shellcheck source=ci/nix-settings.sh
. "$root/ci/nix-settings.sh"
for derivation in $compiled; do
  nix-store --realise --check "$derivation" >/dev/null 2>rebuild.log || {
    tail -n 3 rebuild.log
    exit 1
  }
done

tried=0
for version in 3.11 3.12 3.13; do
  python=$(compgen -G "$HOME/.pyenv/versions/$version.*/bin/python$version" | head -n 1 || true)
  [ -n "$python" ] || python=$(command -v "python$version" || true)
  if [ -z "$python" ]; then
    echo "not run: there is no Python $version on this machine"
    continue
  fi
  "$python" -m venv "venv-$version"
  "venv-$version/bin/pip" install --quiet --no-index --disable-pip-version-check $wheels/dioxide-2.1.0-cp311-abi3-manylinux_2_28_"$(uname -m)".whl
  "venv-$version/bin/python" "$root/ci/tests/dioxide_smoke.py"
  tried=$((tried + 1))
done
[ "$tried" -gt 0 ]

# The arm64 wheel under an emulator, with Debian's arm64 Python.
foreign=$cache/foreign/arm64
mkdir site
(cd site && python3 -m zipfile -e ../$wheels/dioxide-2.1.0-cp311-abi3-manylinux_2_28_aarch64.whl .)
PYTHONHOME=$foreign/usr PYTHONPATH=$work/site PYTHONDONTWRITEBYTECODE=1 \
  qemu-aarch64-static -L "$foreign" "$foreign/usr/bin/python3.11" "$root/ci/tests/dioxide_smoke.py"

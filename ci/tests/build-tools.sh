#!/usr/bin/env bash
# Builds wheels of two projects with C parts: one that needs every word of `build-tools`, and one
# with cffi bindings. The wheel of the build host must work.
#
# usage: ci/tests/build-tools.sh [TARGET…]      (default: the targets that the projects name)
set -euo pipefail
shopt -s inherit_errexit
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
cp -r "$root/ci/tests/build-tools/." "$work"

config='{}'
if (($# > 0)); then
    config="{ \"targets\": [$(printf '"%s",' "$@" | sed 's/,$//')] }"
fi

fail() {
    printf 'build-tools: %s\n' "$@" >&2
    exit 1
}

# Builds the wheels of a project and unpacks the one that works here.
# usage: wheel PROJECT
wheel() {
    "$root/ci/tree" --config "$config" --out "$work/$1-wheels" "$work/$1" wheels
    native=("$work/$1-wheels"/*linux*_"$(uname -m)".whl)
    [[ -f ${native[0]} ]] || fail "no target of the build host among: ${*:-those named}"
    "$python" -m zipfile -e "${native[0]}" "$work/$1-unpacked"
}

# usage: same WHAT EXPECTED ACTUAL
same() { [[ $2 == "$3" ]] || fail "$1: expected $2" "$1: actual   $3"; }

"$root/ci/nix" build --impure --out-link "$work/python" --expr \
    "(import $root/nix { system = builtins.currentSystem; }).toolchain.buildTools.python.tree"
python=$work/python/bin/python3

wheel every-tool
zlib='import every_tool; print(every_tool.zlib())'
[[ $(cd "$work/every-tool-unpacked" && "$python" -c "$zlib") == 2.* ]] || fail "zlib: not the version of zlib-ng"
same blake3 6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85 \
    "$(cd "$work/every-tool-unpacked" && "$python" -c "import every_tool; print(every_tool.hash(b'abc'))")"
same tools '2-perl python 4.3' \
    "$(cd "$work/every-tool-unpacked" && "$python" -c "import every_tool; print(every_tool.tools())")"

wheel cffi
same cffi '2 1' "$(cd "$work/cffi-unpacked" && "$python" -c "
from through_cffi import ffi, lib
point = lib.mirrored(ffi.new('Point *', [1, 2])[0])
print(point.x, point.y)")"
for file in "$work"/cffi-wheels/*.whl; do
    [[ ${file##*/} == *-py3-none-* ]] || fail "cffi: ${file##*/} is not for every Python 3"
done

echo "build-tools: $(find -L "$work" -name '*.whl' | wc -l) wheels built with CMake, Ninja, libclang, perl, make, Python and cffi"

# Ask Zig what it gives its own clang for $zigTarget; see bindgen-arguments.nix.
export HOME="$NIX_BUILD_TOP" ZIG_GLOBAL_CACHE_DIR="$NIX_BUILD_TOP/zig" ZIG_LOCAL_CACHE_DIR="$NIX_BUILD_TOP/zig"
cd "$NIX_BUILD_TOP"
"$zig" cc -target "$zigTarget" -E -v -x c /dev/null >/dev/null 2>verbose
{
  echo "-nostdinc"
  # The compiler's own command line: macros such as __GLIBC_MINOR__.
  grep -m 1 -e ' -cc1 ' verbose | grep -o -E -e ' -D [A-Za-z_][^ ]*' | sed 's/^ -D /-D/'
  # The directories that exist, between two headings.
  sed -n '/^#include </,/^End of search list/s/^ \(\/.*\)/-isystem\n\1/p' verbose
} >"$out" || true
if ! grep -q -x -e -isystem "$out"; then
  cat verbose >&2
  echo "wheelpin: no include directory in what zig cc -v says of $zigTarget" >&2
  exit 1
fi

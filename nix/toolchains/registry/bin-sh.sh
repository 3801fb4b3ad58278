# Compile $source into $out/lib/libbin-sh.so; see bin-sh.nix.
export HOME="$NIX_BUILD_TOP" ZIG_GLOBAL_CACHE_DIR="$NIX_BUILD_TOP/zig" ZIG_LOCAL_CACHE_DIR="$NIX_BUILD_TOP/zig"
mkdir -p "$out/lib"
# Without libc as an input, of which Zig would first compile a stub: the program
# that loads this has it already.
"$zig" cc -target "$zigTarget" -O2 -g0 -fPIC -fno-sanitize=all -Wall -Wextra -Werror \
  -DSHELL_DIRECTORY="\"$shell/bin\"" -c "$source" -o "$NIX_BUILD_TOP/bin-sh.o"
"$zig" cc -target "$zigTarget" -nostdlib -shared "$NIX_BUILD_TOP/bin-sh.o" -o "$out/lib/libbin-sh.so"

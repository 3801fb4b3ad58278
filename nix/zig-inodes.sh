# Compile $source into $out/bin/zig-inodes; see zig-inodes.nix.
export HOME="$NIX_BUILD_TOP" ZIG_GLOBAL_CACHE_DIR="$NIX_BUILD_TOP/zig" ZIG_LOCAL_CACHE_DIR="$NIX_BUILD_TOP/zig"
mkdir -p "$out/bin"
"$zig" cc -target "$zigTarget" -static -O1 -g0 -s -fno-sanitize=all -Wall -Wextra -Werror "$source" -o "$out/bin/zig-inodes"

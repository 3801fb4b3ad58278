{ toolchain }:

/**
  A program that makes a copy of Zig's cache fit Zig's own files as they stand in this store: a cache
  that was made elsewhere, and came through a binary cache or `nix copy`, is as good as one made here.

  # Type
  zigInodes :: String  (path of the program: zig-inodes LIB MANIFEST…)
*/
let
  program = toolchain.run {
    name = "wheelpin-zig-inodes";
    script = ./zig-inodes.sh;
    source = ./zig-inodes.c;
    inherit (toolchain) zig;
    zigTarget = "${toolchain.host.arch}-linux-musl";
  };
in
"${program}/bin/zig-inodes"

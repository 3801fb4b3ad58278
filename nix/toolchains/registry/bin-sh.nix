{ system, run, shell, tools }:

/**
  A library that programs of the build tools load before libc: they have
  /bin/sh compiled in, which the sandbox lacks, and get the pinned shell.

  # Type
  binSh :: String  (path of the library)
*/
let
  library = run {
    name = "wheelpin-bin-sh";
    script = ./bin-sh.sh;
    source = ./bin-sh.c;
    inherit shell;
    inherit (tools) zig;
    zigTarget = { x86_64-linux = "x86_64-linux-gnu.2.17"; aarch64-linux = "aarch64-linux-gnu.2.17"; }.${system};
  };
in
"${library}/lib/libbin-sh.so"

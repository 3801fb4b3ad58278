{ files, system, unpack }:

/**
  The C library (and libgcc, libstdc++, zlib) that programs of the toolchain
  run with. Nothing is ever linked into a wheel from here.

  # Type
  libc :: { tree :: Derivation, loader :: String, path :: String }
*/
let
  tree = unpack {
    name = "libc";
    pins = [ files.libc6 files.libgcc-s1 files."libstdc++6" files.zlib1g ];
  };
  architecture = { x86_64-linux = "x86_64"; aarch64-linux = "aarch64"; }.${system};
  directory = "${tree}/lib/${architecture}-linux-gnu";
in
{
  inherit tree;
  loader = { x86_64-linux = "${directory}/ld-linux-x86-64.so.2"; aarch64-linux = "${directory}/ld-linux-aarch64.so.1"; }.${system};
  path = "${directory}:${tree}/usr/lib/${architecture}-linux-gnu";
}

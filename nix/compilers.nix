{ toolchain, windowsImportLibraries }:

/**
  Linker, C and C++ compiler, archiver for one target: scripts with a pinned
  interpreter around Zig, whose arguments cargo-zigbuild (built into maturin)
  adapts from what rustc passes.

  bin/linker links for the target. When the target is the build host itself,
  Cargo uses the same linker for build scripts and proc macros, so bin/linker
  looks where the output goes and links those for the build host.

  # Type
  compilers :: Unit -> Derivation   (bin/linker cc c++ ar ranlib)
*/
unit:
toolchain.run {
  name = "wheelpin-compilers-${unit.triple}";
  script = ./compilers.sh;
  inherit (toolchain) maturin zig;
  zigVersion = toolchain.zigVersion;
  inherit (toolchain) shell;
  inherit (unit) os triple zigTarget;
  cpu = unit.cpu or "";
  hostTriple = toolchain.host.triple;
  hostZigTarget = toolchain.host.zigTarget;
  hostLoader = toolchain.libc.loader;
  hostLibraryPath = toolchain.libc.path;
  # PyO3 before 0.29 links python3.dll by an import library (later by raw-dylib).
  # A Mach-O library's UUID is a hash of what Zig links, and a debug map in it names
  # files of rustc's with random names; the map is of no use where they are not.
  linkArguments = {
    windows = "-L${windowsImportLibraries unit}";
    macos = "-Wl,-S";
  }.${unit.os} or "";
  # Zig calls musl's libc `libc.so`; PEP 656 wheels name it as Alpine does, and
  # auditwheel accepts nothing else. musl's loader takes both for itself.
  muslLibc = if builtins.match ".*musl.*" unit.triple == null then "" else "libc.musl-${
    { i686 = "x86"; armv7l = "armv7"; }.${unit.arch} or unit.arch
  }.so.1";
  inherit (toolchain) patchelf;
  frameworkError = if unit.os == "macos" then "${./framework-error.sh}" else "";
}

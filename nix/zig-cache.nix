{ toolchain, compilers, appleSdk }:

/**
  Zig's cache after rustc has linked a library and a program for one target:
  libc stubs, C runtime and compiler-rt compiled once per target instead of
  once per build. Depends on no project.

  # Type
  zigCache :: Unit -> Derivation
*/
unit:
let rust = toolchain.rust toolchain.pins.default-rust;
in
toolchain.run {
  name = "wheelpin-zig-cache-${unit.triple}";
  script = ./zig-cache.sh;
  compilers = compilers unit;
  inherit (unit) triple os zigTarget;
  sdk = if unit.os == "macos" then appleSdk else "";
  deploymentTarget = unit.deploymentTarget or "";
  rust = rust.host;
  rustVersion = rust.version;
  sysroot = rust.sysroot [ unit.triple ];
  hostTriple = toolchain.host.triple;
  inherit (toolchain) maturin zig;
  inodesOf = ./zig-inodes.sh;
}

{ toolchain, compilers, appleSdk, zigInodes, rustChannels, rustStdTriples }:

/**
  Zig's cache after rustc has linked a library and a program for one target:
  libc stubs, C runtime and compiler-rt compiled once per target instead of
  once per build. Depends on no project: the default Rust links, or, where that
  has no standard library for the target, the first pinned one that has.

  # Type
  zigCache :: Unit -> Derivation
*/
unit:
let
  has = version: builtins.elem unit.triple (rustStdTriples version);
  version = builtins.head (builtins.filter has ([ rustChannels.default ] ++ rustChannels.known) ++ [ rustChannels.default ]);
  rust = toolchain.rust version;
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
  inherit zigInodes;
}

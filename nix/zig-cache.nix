{ toolchain, compilers }:

/**
  Zig's cache after it has linked a shared library for one target: libc stubs
  and compiler-rt compiled once per target instead of once per build. Depends
  on no project.

  # Type
  zigCache :: Unit -> Derivation
*/
unit:
toolchain.run {
  name = "wheelpin-zig-cache-${unit.triple}";
  script = ./zig-cache.sh;
  compilers = compilers unit;
  inherit (unit) triple os;
  rustVersion = toolchain.pins.rust.${toolchain.pins.default-rust}.version;
  hostTriple = toolchain.host.triple;
}

{ }:

/**
  What one target compiles for: one unit per real Rust triple (universal2 has
  two). Everything that is compiled once per target is keyed by these.

  `cpu`: Zig's -mcpu where its default differs from rustc's baseline, as
  cargo-zigbuild 0.24 sets it (`default_zig_mcpu`).

  # Type
  units :: Target (resolved) -> [ { triple, zigTarget, deploymentTarget, os, arch, pointerWidth, cpu :: String } ]
*/
target:
let
  cpus = {
    i686 = "pentium4";
    armv7l = "generic+v7a+vfp3-d32+thumb2-neon";
    riscv64 = "generic_rv64+m+a+f+d+c";
    s390x = "z10-vector";
  };
in
map
  (triple: {
    inherit triple;
    inherit (target) os arch pointerWidth;
    zigTarget = target.zigTargets.${triple};
    deploymentTarget = if target.os == "macos" then target.deploymentTargets.${triple} else "";
    cpu = if target.os == "linux" then cpus.${target.arch} or "" else "";
  })
  target.triples

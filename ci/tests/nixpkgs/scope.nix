# The library with the nixpkgs toolchain over the stand-in.
# usage: import ./scope.nix { crane, rustOverlay, nixpkgsLib } SYSTEM CONFIG SRC
paths: system: config: src:
let
  inputs = import ./inputs.nix paths;
  resolved = (import ../../../nix { }).project { inherit src; config = config // { toolchain = "nixpkgs"; }; };
  scope = import ../../../nix { inherit system inputs; toolchainName = "nixpkgs"; inherit (resolved) registries; };
in
{ inherit scope resolved; outputs = scope.outputs resolved; }

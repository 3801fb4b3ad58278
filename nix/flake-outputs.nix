/**
  wheelpin's own flake: the outputs of its own project, and what other flakes take from it.

  `legacyPackages` has only `bashInteractive`: a flake that says
  `inputs.nixpkgs.follows = "wheelpin"` has `nix develop` take its bash from here, where it would
  fetch nixpkgs for it.

  # Type
  flakeOutputs :: { self :: Flake, NAME :: Flake } -> Outputs
*/
inputs:
let
  lib = import ./lib.nix { inherit inputs; };
  template = path: description: {
    inherit path description;
    welcomeText = ''
      In flake.nix, `inputs.wheelpin.url` must say where wheelpin is. Then:

        git add . && nix develop    # maturin develop, cargo test
        nix build                   # every wheel, in ./result
    '';
  };
in
lib.mkFlake { src = inputs.self; }
// {
  inherit lib;
  # The same made by the nixpkgs toolchain, with crane's checks of the driver: an output of its own, so
  # that no other one needs nixpkgs.
  nixpkgs = lib.mkFlake { src = inputs.self; config.toolchain = "nixpkgs"; };
  flakeModules.default = import ./flake-module.nix lib;
  overlays.default = import ./overlay.nix { inherit inputs; };
  templates = rec {
    default = abi3;
    abi3 = template ../examples/abi3 "One wheel per platform, for every Python from 3.9 on";
    per-python = template ../examples/per-python "One wheel per platform and Python";
    workspace = template ../examples/workspace "A Cargo workspace with a Python module in it";
  };
  legacyPackages = builtins.listToAttrs (map
    (system: { name = system; value.bashInteractive = (import ./. { inherit system; }).toolchain.bash; })
    [ "x86_64-linux" "aarch64-linux" ]);
}

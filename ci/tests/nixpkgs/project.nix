# The flake of a test: NAME's tree as a project of the nixpkgs toolchain, crane and rust-overlay as
# they are locked, nixpkgs by the stand-in. WORK is replaced.
{
  inputs.wheelpin.url = "path:WORK/wheelpin";
  inputs.wheelpin.inputs.nixpkgs-locked.url = "path:WORK/stand-in";
  # Its own name is nixpkgs', and nothing of it is used.
  inputs.wheelpin.inputs.advisory-db = {
    url = "path:WORK/advisory-db";
    flake = false;
  };
  inputs.source = {
    url = "path:WORK/NAME";
    flake = false;
  };

  outputs = { self, wheelpin, source, ... }:
    let
      flake = wheelpin.lib.mkFlake {
        src = source;
        project = "PROJECT";
        config = builtins.fromJSON (builtins.readFile ./config.json) // { toolchain = "nixpkgs"; };
      };
    in
    flake // {
      # Everything, evaluated: derivations as paths.
      everything = builtins.mapAttrs
        (system: packages: {
          packages = builtins.mapAttrs (_name: drv: drv.drvPath) packages;
          checks = builtins.mapAttrs (_name: drv: drv.drvPath) flake.checks.${system};
          devShells = builtins.mapAttrs (_name: drv: drv.drvPath) flake.devShells.${system};
          apps = builtins.mapAttrs (_name: app: app.program) flake.apps.${system};
          matrix = flake.matrix.${system};
        })
        flake.packages;
    };
}

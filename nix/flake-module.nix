/**
  A project as a module of flake-parts: `wheelpin.src` is its tree, and its packages, checks, apps and
  development shell become those of the flake, its plans `flake.matrix`.

  # Type
  flakeModule :: Lib (lib.nix) -> Module

  # Example

  ```nix
  flake-parts.lib.mkFlake { inherit inputs; } {
    imports = [ inputs.wheelpin.flakeModules.default ];
    systems = [ "x86_64-linux" "aarch64-linux" ];
    wheelpin.src = ./.;
  }
  ```
*/
wheelpin:
{ config, lib, ... }:
let
  cfg = config.wheelpin;
  flake = wheelpin.mkFlake {
    inherit (cfg) src project config inputs;
    inherit (config) systems;
  };
in
{
  _file = "wheelpin's flake module";
  options.wheelpin = {
    src = lib.mkOption {
      type = lib.types.path;
      description = "The root of the source tree.";
      example = lib.literalExpression "./.";
    };
    project = lib.mkOption {
      type = lib.types.str;
      default = "";
      description = "The folder with the project's pyproject.toml, if it is not the root.";
      example = "python";
    };
    config = lib.mkOption {
      type = lib.types.attrsOf lib.types.raw;
      default = { };
      description = "Keys of [tool.wheelpin]; they win over the file's.";
      example = { toolchain = "nixpkgs"; };
    };
    inputs = lib.mkOption {
      type = lib.types.attrsOf lib.types.raw;
      default = { };
      description = "Flakes that the nixpkgs toolchain is made of in place of wheelpin's own inputs.";
      example = lib.literalExpression "{ nixpkgs-locked = inputs.nixpkgs; }";
    };
  };
  config = {
    flake = { inherit (flake) matrix; };
    perSystem =
      { system, ... }:
      {
        packages = flake.packages.${system};
        checks = flake.checks.${system};
        apps = flake.apps.${system};
        devShells = flake.devShells.${system};
      };
  };
}

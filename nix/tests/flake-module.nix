{ trees, ... }:
let
  wheelpin = import ../lib.nix { };
  module = import ../flake-module.nix wheelpin;
  # As little of a module system as is needed to look at one module.
  lib = {
    mkOption = option: option;
    literalExpression = text: text;
    types = { path = null; str = null; raw = null; attrsOf = _: null; };
  };
  config = {
    systems = [ "x86_64-linux" ];
    wheelpin = { src = trees "plain"; project = ""; config = { targets = [ "macos-arm64" ]; pythons = [ "3.12" ]; }; inputs = { }; };
  };
  result = module { inherit config lib; };
  perSystem = result.config.perSystem { system = "x86_64-linux"; };
  is = expected: expr: { inherit expr expected; };
in
{
  flakeModule = {
    testOnlyTheSourceHasNoDefault = is [ "src" ] (
      builtins.filter (name: !(result.options.wheelpin.${name} ? default)) (builtins.attrNames result.options.wheelpin)
    );
    testGivesWhatAFlakeHas = is [ "apps" "checks" "devShells" "packages" ] (builtins.attrNames perSystem);
    testPlansAreBySystem = is [ "x86_64-linux" ] (builtins.attrNames result.config.flake.matrix);
    testSettingsReachTheProject = is [ "macos-arm64" ] (map (cell: cell.target) result.config.flake.matrix.x86_64-linux.cells);
  };
}

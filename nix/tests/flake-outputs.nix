_scope:
let
  outputs = import ../flake-outputs.nix { self = ../..; };
  is = expected: expr: { inherit expr expected; };
in
{
  templates = {
    testNames = is [ "abi3" "default" "per-python" "workspace" ] (builtins.attrNames outputs.templates);
    # So that what is tried out as an example is what is copied.
    testAreTheExamples = is [ true true true ] (
      map (name: builtins.pathExists (../../examples + "/${name}/flake.nix") && outputs.templates.${name}.path == ../../examples + "/${name}") [
        "abi3"
        "per-python"
        "workspace"
      ]
    );
  };
  legacyPackages = {
    testHasBashAndNothingElse = is [ "bashInteractive" ] (builtins.attrNames outputs.legacyPackages.x86_64-linux);
  };
  flakeOutputs = {
    testHasWhatOtherFlakesTake = is { flakeModules = true; lib = true; overlays = true; templates = true; } (
      builtins.mapAttrs (name: _: outputs ? ${name}) { flakeModules = null; lib = null; overlays = null; templates = null; }
    );
  };
}

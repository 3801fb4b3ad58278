{ callPackage, crateChecks, project, toolchain, trees, ... }:
let
  config = project { src = trees "plain"; };
  given = callPackage ../crate-checks.nix { toolchain = toolchain // { checks = arguments: arguments; }; } config;
  is = expected: expr: { inherit expr expected; };
in
{
  crateChecks = {
    testTheRegistryToolchainHasNone = is { } (crateChecks config);
    testSeesWhatCompilingSees = is "rust-source" (builtins.substring 33 (-1) (baseNameOf "${given.source}"));
  };
}

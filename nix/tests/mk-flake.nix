{ outputs, project, trees, ... }:
let
  mkFlake = import ../mk-flake.nix;
  src = trees "plain";
  flake = mkFlake { inherit src; };
  fileOf = flake: (builtins.head flake.matrix.x86_64-linux.cells).file;
  is = expected: expr: { inherit expr expected; };
in
{
  mkFlake = {
    testEveryOutputIsBySystem = is {
      apps = [
        "aarch64-linux"
        "x86_64-linux"
      ];
      checks = [
        "aarch64-linux"
        "x86_64-linux"
      ];
      devShells = [
        "aarch64-linux"
        "x86_64-linux"
      ];
      matrix = [
        "aarch64-linux"
        "x86_64-linux"
      ];
      packages = [
        "aarch64-linux"
        "x86_64-linux"
      ];
    } (builtins.mapAttrs (_output: builtins.attrNames) flake);
    testIsTheProjectsOutputs =
      is (outputs (project { inherit src; })).matrix
        flake.matrix.x86_64-linux;
    testBuildHostsHaveTheSameWheels =
      let
        files = system: map (cell: cell.file) flake.matrix.${system}.cells;
      in
      is (files "x86_64-linux") (files "aarch64-linux");
    testNixpkgsBuildsOnMacsToo = is [
      "aarch64-darwin"
      "aarch64-linux"
      "x86_64-darwin"
      "x86_64-linux"
    ] (
      builtins.attrNames
        (mkFlake {
          inherit src;
          config.toolchain = "nixpkgs";
        }).packages
    );
    testSystemsMayBeChosen = is [ "x86_64-linux" ] (
      builtins.attrNames
        (mkFlake {
          inherit src;
          systems = [ "x86_64-linux" ];
        }).packages
    );
    testConfigWins = is "sample-0.1.0-cp314-cp314-win_amd64.whl" (
      fileOf (mkFlake {
        inherit src;
        config = {
          pythons = [ "3.14" ];
          targets = [ "windows-x86_64" ];
        };
      })
    );
    testProjectMayLieBelowTheTree = is "2.0.0" (mkFlake {
      src = ./projects/workspace;
      project = "python";
      config.rust = "stable";
    }).matrix.x86_64-linux.version;
    testMirrorOfAProjectChangesNoWheel =
      is flake.packages.x86_64-linux.wheels.outPath
        (mkFlake {
          inherit src;
          config.registries.crates = "https://mirror.example/crates";
        }).packages.x86_64-linux.wheels.outPath;
  };
}

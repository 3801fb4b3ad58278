# Errors of functions that make derivations.
{
  scope,
  native,
  project,
  case,
  ...
}:
let
  vendored =
    package:
    (native.vendor {
      fileName = "sample";
      lockPath = "Cargo.lock";
      lock.package = [
        (
          {
            name = "inhouse";
            version = "1.0.0";
          }
          // package
        )
      ];
    }).tree.drvPath;
  extraFile =
    path:
    native.rustSource (
      scope.project {
        src = ../projects/mixed;
        config.extra-files = [ path ];
      }
    );

  sdkOf =
    config:
    let
      resolved = project "plain" config;
    in
    (native.buildEnvironment {
      config = resolved;
      vendor = native.vendor resolved;
      target = builtins.head resolved.targets;
      abi = builtins.head resolved.abis;
    }).sdk;
in
{
  unknownOutput = case ((import ../../tree.nix {
    path = toString ./plain;
    config = "{\"targets\": [\"windows-x86_64\"]}";
    system = "x86_64-linux";
  }).output "wheel").drvPath [
    "ci/tree: unknown output: \"wheel\""
    "Did you mean \"wheels\"?"
    "\"cp311-abi3-win_amd64\""
  ];
  unknownRegistry =
    case
      (vendored {
        source = "sparse+https://cargo.example/index/";
        checksum = "";
      })
      [
        "Cargo.lock: crate inhouse 1.0.0 comes from a registry that wheelpin does not know: sparse+https://cargo.example/index/"
        "[tool.wheelpin.registries]"
        "\"sparse+https://cargo.example/index/\" = \"https://"
      ];
  noChecksum =
    case (vendored { source = builtins.head (builtins.attrNames native.registries.cargo-sources); })
      [
        "Cargo.lock: crate inhouse 1.0.0 has no checksum"
        "rm Cargo.lock; cargo generate-lockfile"
      ];
  noSdk = case (sdkOf { targets = [ "macos-arm64" ]; macos-sdk = "sdk/MacOSX.sdk"; }) [
    "pyproject.toml: [tool.wheelpin] macos-sdk names \"sdk/MacOSX.sdk\", which is not in the source tree"
    "git add -N DIRECTORY"
  ];
  extraFileMistyped = case (extraFile "pyhton/sample/prelude/strat.py") [
    "pyproject.toml: [tool.wheelpin] extra-files names \"pyhton/sample/prelude/strat.py\", which is not in the source tree"
    "Did you mean \"python/sample/prelude/start.py\"?"
    "git add -N FILE"
  ];
  extraFileOutsideTheTree = case (extraFile "../prelude.py") [
    "pyproject.toml: [tool.wheelpin] extra-files names \"../prelude.py\", which is not in the source tree"
    "relative to the directory of that file"
  ];
  extraFileInASubfolder =
    case
      (native.rustSource (
        scope.project {
          src = ../projects/workspace;
          project = "python";
          config = {
            rust = "stable";
            extra-files = [ "src/smaple" ];
          };
        }
      ))
      [
        "python/pyproject.toml: [tool.wheelpin] extra-files names \"src/smaple\""
        "Did you mean \"src/sample\"?"
      ];
  unknownBuildHost =
    case (import ../../. { system = "riscv64-linux"; }).toolchain.shell.drvPath
      [
        "nix/toolchains/registry/pins.json: no pins for a build host of riscv64-linux"
        "x86_64-linux"
      ];
  nixpkgsWithoutAFlake =
    case
      (import ../../. {
        system = "x86_64-linux";
        toolchainName = "nixpkgs";
      }).toolchain.shell.drvPath
      [
        "pyproject.toml: toolchain = \"nixpkgs\" builds with nixpkgs-locked, which is an input of wheelpin's flake"
        "wheelpin.lib.mkFlake { src = self; }"
        "the registry toolchain needs no inputs"
      ];
  nixpkgsOnAnotherBuildHost =
    case
      (import ../../. {
        system = "riscv64-linux";
        toolchainName = "nixpkgs";
        inputs.nixpkgs-locked.legacyPackages = { };
      }).toolchain.zigVersion
      [
        "nix/toolchains/registry/pins.json: no pins for a build host of riscv64-linux"
        "aarch64-darwin"
      ];
}

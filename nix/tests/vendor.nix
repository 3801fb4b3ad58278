{ callPackage, registries, vendor, ... }:
let
  checksum = "0000000000000000000000000000000000000000000000000000000000000000";
  crate = name: source: {
    inherit name checksum source;
    version = "1.0.0";
  };
  public = builtins.head (builtins.attrNames registries.cargo-sources);
  own = "sparse+https://cargo.example/index/";
  withOwn = callPackage ../vendor.nix {
    registries = callPackage ../registries.nix {
      overrides.${own} = "https://cargo.example/files";
    };
  };
  of =
    vendor: packages:
    vendor {
      fileName = "sample";
      lockPath = "Cargo.lock";
      lock.package = packages;
    };
  project = {
    name = "sample";
    version = "0.1.0";
  };
  evaluates = vendored: (builtins.tryEval vendored.tree.drvPath).success;
  is = expected: expr: { inherit expr expected; };
in
{
  config = {
    testCratesRegistryHasItsOwnName = is ''
      [source.crates-io]
      replace-with = "vendor"


      [source.vendor]
      directory = "vendor"
    '' (of vendor [ (crate "itoa" public) ]).config;
    testIsThereWithoutCrates = is true (
      (of vendor [ project ]).config == (of vendor [ (crate "itoa" public) ]).config
    );
    testOwnRegistryIsReplacedByItsIndex = is ''
      [source."sparse+https://cargo.example/index/"]
      registry = "sparse+https://cargo.example/index/"
      replace-with = "vendor"


      [source.vendor]
      directory = "vendor"
    '' (of withOwn [ (crate "inhouse" own) ]).config;
  };
  tree = {
    testProjectsOwnCratesAreNotFetched =
      is [ "itoa-1.0.0" ]
        (of vendor [
          project
          (crate "itoa" public)
        ]).tree.names;
    testEachCrateIsOneFileByItsChecksum = is [
      {
        url = "${registries.bases.crates}/itoa/itoa-1.0.0.crate";
        outputHash = checksum;
        outputHashMode = "flat";
      }
    ] (
      map (file: { inherit (file) url outputHash outputHashMode; })
        (of vendor [ (crate "itoa" public) ]).tree.crates
    );
    testMirrorChangesNothingButWhereFilesComeFrom =
      let
        mirrored = callPackage ../vendor.nix {
          registries = registries // {
            bases = registries.bases // {
              crates = "https://mirror.example";
            };
          };
        };
      in
      is
        (of vendor [ (crate "itoa" public) ]).tree.outPath
        (of mirrored [ (crate "itoa" public) ]).tree.outPath;
    testUnknownRegistryIsRefused = is false (evaluates (of vendor [ (crate "inhouse" own) ]));
    testMissingChecksumIsRefused = is false (
      evaluates (of vendor [ (removeAttrs (crate "itoa" public) [ "checksum" ]) ])
    );
  };
}

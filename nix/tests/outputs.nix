{
  outputs,
  pins,
  plan,
  project,
  trees,
  ...
}:
let
  inherit (builtins)
    attrNames
    getContext
    length
    toJSON
    ;
  config = project {
    src = trees "plain";
    config = {
      pythons = [
        "3.12"
        "3.13"
      ];
      targets = [
        "windows-x86_64"
        "macos-universal2"
      ];
    };
  };
  result = outputs config;
  ids = map (cell: cell.id) (plan config);
  is = expected: expr: { inherit expr expected; };
in
{
  outputs = {
    testNames = is [
      "apps"
      "checks"
      "devShells"
      "matrix"
      "packages"
    ] (attrNames result);
    testOnePackagePerCellBesideTheWhole =
      is (builtins.sort builtins.lessThan (
        ids
        ++ [
          "default"
          "dist"
          "sdist"
          "tester-linux-x86_64"
          "tester-macos-arm64"
          "tester-macos-x86_64"
          "tester-windows-x86_64"
          "testers"
          "wheelpin"
          "wheels"
        ]
      )) (attrNames result.packages);
    testDefaultIsTheWheels = is result.packages.wheels.outPath result.packages.default.outPath;
    testWheelsAreEveryCells = is (map (id: result.packages.${id}.outPath) ids) (
      map (drv: drv.outPath) result.packages.wheels.paths
    );
    testEpochsHaveANameInTheStore = is "wheelpin-wheels-sample-1_2.0" (outputs (config // { version = "1!2.0"; })).packages.wheels.name;
    testDistHasTheSdistToo = is (length ids + 1) (length result.packages.dist.paths);
    testOneCheckPerFileAndOneOfAll = is (builtins.sort builtins.lessThan (
      map (id: "check-${id}") ids
      ++ [
        "check-release"
        "check-sdist"
      ]
    )) (attrNames result.checks);
    testACellIsItsCheckedWheel = is (map (id: "wheelpin-checked-${id}") ids) (
      map (id: result.packages.${id}.name) ids
    );
    testTheUncheckedWheelCanBeHad = is ids (map (id: result.packages.${id}.unchecked.name) ids);
    testTheUncheckedSdistCanBeHad = is "wheelpin-sdist-sample" result.packages.sdist.unchecked.name;
  };
  matrix = {
    testIsPureData = is { } (getContext (toJSON result.matrix));
    testOneEntryPerCellInThePlansOrder = is ids (map (cell: cell.id) result.matrix.cells);
    testHead =
      is
        {
          schema = 1;
          name = "sample";
          version = "0.1.0";
          rust = config.rust;
          buildHost = "x86_64-linux";
          toolchain = "registry";
          sdist = "sample-0.1.0.tar.gz";
          sdistDrvPath = builtins.unsafeDiscardStringContext result.packages.sdist.drvPath;
          sdistOutputPath = builtins.unsafeDiscardStringContext result.packages.sdist.outPath;
          sdistFindingsPath = builtins.unsafeDiscardStringContext result.packages.sdist.findings.outPath;
          sdistUncheckedPath = builtins.unsafeDiscardStringContext result.packages.sdist.unchecked.outPath;
          releaseDrvPath = builtins.unsafeDiscardStringContext result.checks.check-release.drvPath;
          releaseOutputPath = builtins.unsafeDiscardStringContext result.checks.check-release.outPath;
          releaseFindingsPath = builtins.unsafeDiscardStringContext result.checks.check-release.findings.outPath;
          tools = {
            rust = config.rust;
            maturin = pins.hosts.x86_64-linux.maturin.version;
            zig = pins.hosts.x86_64-linux.ziglang.version;
          };
        }
        (removeAttrs result.matrix [ "cells" ]);
    testEntry =
      is
        {
          id = "cp312-cp312-win_amd64";
          file = "sample-0.1.0-cp312-cp312-win_amd64.whl";
          target = "windows-x86_64";
          triples = [ "x86_64-pc-windows-gnu" ];
          platformTag = "win_amd64";
          tested = true;
          abi = "cp312-cp312";
          abiKind = "cpython";
          python = "3.12";
          smoke = [ ];
          smokeResults = [ ];
        }
        (removeAttrs (builtins.head result.matrix.cells) [
          "drvPath"
          "findingsPath"
          "outputPath"
          "uncheckedPath"
        ]);
    testEntryNamesItsFindings =
      is (map (id: builtins.unsafeDiscardStringContext result.packages.${id}.findings.outPath) ids)
        (map (cell: cell.findingsPath) result.matrix.cells);
    testEntryNamesItsUncheckedWheel =
      is (map (id: builtins.unsafeDiscardStringContext result.packages.${id}.unchecked.outPath) ids)
        (map (cell: cell.uncheckedPath) result.matrix.cells);
    testEntryNamesItsDerivation =
      is (map (id: builtins.unsafeDiscardStringContext result.packages.${id}.drvPath) ids)
        (map (cell: cell.drvPath) result.matrix.cells);
    testEntryNamesWhereItsWheelIs =
      is (map (id: builtins.unsafeDiscardStringContext result.packages.${id}.outPath) ids)
        (map (cell: cell.outputPath) result.matrix.cells);
    testIsTheSameAsJson = is result.matrix (builtins.fromJSON (toJSON result.matrix));
  };
}

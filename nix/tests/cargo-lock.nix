{ cargoLock, ... }:
let
  workspace = cargoLock ./projects/workspace "";
  names = map (package: package.name);
in
{
  cargoLock = {
    testFile = {
      expr = workspace.file;
      expected = "Cargo.lock";
    };
    testReachableIncludesTheCrate = {
      expr = names (workspace.reachable "sample-core" [ ]);
      expected = [
        "sample-core"
        "pyo3"
      ];
    };
    testHoldingLeavesOutWhatOnlyOthersNeed = {
      expr = names ((cargoLock ./projects/lone-member "").holding [ "sample" ]).package;
      expected = [
        "pyo3"
        "sample"
      ];
    };
    testHoldingKeepsCratesThatOthersNeed = {
      expr = workspace.holding [ "sample" ];
      expected = workspace.lock // {
        package = workspace.lock.package;
      };
    };
    testReachableThroughOthers = {
      expr = names (workspace.reachable "sample" [ "pyo3" ]);
      expected = [
        "sample"
        "sample-core"
        "pyo3"
      ];
    };
    testDependencyWithVersionIsResolved = {
      expr = map (package: package.version) (
        builtins.filter (package: package.name == "pyo3") (
          (cargoLock ./errors/two-pyo3 "").reachable "sample" [ "other" ]
        )
      );
      expected = [ "0.28.3" ];
    };
  };
}

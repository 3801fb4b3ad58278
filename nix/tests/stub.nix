{
  project,
  stub,
  trees,
  ...
}:
let
  of =
    name:
    stub (project {
      src = trees name;
    });
  same = a: b: (of a).drvPath == (of b).drvPath;
  workspace = stub (project {
    src = ./projects/workspace;
    project = "python";
    config.rust = "stable";
  });
  lines = text: builtins.filter builtins.isString (builtins.split "\n" text);
  unique = names: builtins.attrNames (builtins.groupBy (name: name) names);
  pyproject = builtins.fromTOML (of "plain").pyproject;
  is = expected: expr: { inherit expr expected; };
in
{
  # Whatever leaves the stub leaves the dependencies compiled.
  changes = {
    testRustLeavesIt = is true (same "plain" "rust-changed");
    testPythonLeavesIt = is true (same "plain" "python-changed");
    testNewPythonFileLeavesIt = is true (same "plain" "python-added");
    testDataLeavesIt = is true (same "plain" "data-changed");
    testReadmeAndDescriptionLeaveIt = is true (same "plain" "texts-changed");
    testPlaceAndTimesOfTheTreeLeaveIt = is true (same "plain" "moved");
    testClutterLeavesIt = is true (same "plain" "cluttered");
    testDependencyChangesIt = is false (same "plain" "dependency-changed");
  };
  files = {
    testManifestsAndLockFileOfAWorkspace = is [
      "Cargo.toml"
      "core/Cargo.toml"
      "python/Cargo.toml"
      "Cargo.lock"
    ] (lines workspace.paths);
    testProjectMayLieBelowTheTree = is "python" workspace.projectDir;
    # Cargo looks for these, so they are there, empty.
    testEveryCrateRootIsThere = is [
      "README.md"
      "benches/speed.rs"
      "build.rs"
      "helper/helper.rs"
      "src/bin/one.rs"
      "src/bin/two/main.rs"
      "src/lib.rs"
      "src/main.rs"
    ] (unique (lines (of "roots").roots));
  };
  pyproject = {
    testHoldsWhatMaturinBuildsBy = is {
      module-name = "sample._core";
      strip = true;
    } pyproject.tool.maturin;
    testNamesProjectAndPythons = is {
      name = "sample";
      version = "0.1.0";
      requires-python = ">=3.11";
    } pyproject.project;
  };
}

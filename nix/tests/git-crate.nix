{ callPackage, filesOf, ... }:
let
  gitCrate = callPackage ../git-crate.nix { };
  repository = ./projects/repository;
  find =
    name: version:
    gitCrate {
      inherit repository name version;
      files = filesOf repository;
    };
in
{
  gitCrate = {
    testMemberNamesItsWorkspace = {
      expr = find "inner" "0.3.0";
      expected = {
        directory = "crates/inner";
        manifest.package = {
          name = "inner";
          version.workspace = true;
          edition.workspace = true;
          workspace = "../.repository";
        };
      };
    };
    testRootStaysAsItIs = {
      expr = find "outer" "1.0.0";
      expected = {
        directory = "";
        manifest = null;
      };
    };
    testCrateWithoutWorkspaceStaysAsItIs = {
      expr = find "alone" "0.1.0";
      expected = {
        directory = "alone";
        manifest = null;
      };
    };
    testVersionChoosesBetweenCratesOfOneName = {
      expr = (find "inner" "9.0.0").directory;
      expected = "data/inner";
    };
    testNoVersionIsZero = {
      expr = (find "versionless" "0.0.0").manifest.package.workspace;
      expected = "../.repository";
    };
    testCrateThatIsNotThere = {
      expr = find "inner" "0.4.0";
      expected = null;
    };
  };
}

{ workspaceManifests, ... }:
{
  workspaceManifests.testMembersAndWhatTheyNameByPath = {
    expr = workspaceManifests {
      src = ./projects/workspace;
      workspaceRoot = "";
      manifestPath = "python/Cargo.toml";
    };
    expected = [
      "Cargo.toml"
      "core/Cargo.toml"
      "python/Cargo.toml"
    ];
  };
  workspaceManifests.testTemplatesAndTestDataAreNotRead = {
    expr = workspaceManifests {
      src = ./projects/repository;
      workspaceRoot = "alone";
      manifestPath = "alone/Cargo.toml";
    };
    expected = [ "alone/Cargo.toml" ];
  };
}

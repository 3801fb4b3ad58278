{ cargoManifest, ... }:
let
  member = cargoManifest ./projects/workspace "python";
  program = cargoManifest ./projects/bin "";
in
{
  cargoManifest = {
    testWorkspaceAboveIsFound = {
      expr = member.workspaceRoot;
      expected = "";
    };
    testVersionIsInherited = {
      expr = member.version;
      expected = "2.0.0";
    };
    testDependencyPathsStartAtTheWorkspace = {
      expr = map (dependency: [
        dependency.name
        dependency.path
        dependency.features
      ]) member.dependencies;
      expected = [
        [
          "pyo3"
          null
          [ "extension-module" ]
        ]
        [
          "sample-core"
          "core"
          [ ]
        ]
      ];
    };
    testLibrary = {
      expr = [
        member.lib
        member.crateTypes
        member.hasBinary
      ];
      expected = [
        "_core"
        [ "cdylib" ]
        false
      ];
    };
    testProgramHasNoLibrary = {
      expr = [
        program.lib
        program.crateTypes
        program.hasBinary
        program.workspaceRoot
      ];
      expected = [
        null
        [ ]
        true
        ""
      ];
    };
  };
}

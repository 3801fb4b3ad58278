{ project, ... }:
let
  workspace = project {
    src = ./projects/workspace;
    project = "python";
    config.rust = "stable";
  };
  loneMember = project { src = ./projects/lone-member; };
  program = project { src = ./projects/bin; };
  is = expected: expr: { inherit expr expected; };
in
{
  names = {
    testFileNameIsNormalised = is "sample_tool" program.fileName;
    testSemverBecomesPep440 = is "1.0.0rc1" program.version;
    testProgramHasNoModule = is null program.moduleName;
  };
  workspace = {
    testPathsStartAtTheTree = is
      {
        projectDir = "python";
        manifestPath = "python/Cargo.toml";
        workspaceRoot = "";
        lockPath = "Cargo.lock";
        pythonSource = "python/src";
      }
      {
        inherit (workspace)
          projectDir
          manifestPath
          workspaceRoot
          lockPath
          pythonSource
          ;
      };
    testVersionIsInherited = is "2.0.0" workspace.version;
    testAbi3ThroughAPathDependency = is "3.10" workspace.pyo3.abi3;
    testModuleName = is "sample._core" workspace.moduleName;
    testLockIsTheFile = is false workspace.changedLock;
  };
  loneMember = {
    testLockIsChanged = is true loneMember.changedLock;
    testLockHoldsTheOneCrate = is [ "pyo3" "sample" ] (map (package: package.name) loneMember.lock.package);
  };
  kinds.testBindings = is [ "bin" "cffi" "pyo3" "pyo3" ] (
    map (src: (project { inherit src; }).bindings) [
      ./projects/bin
      ./projects/cffi
      ./projects/optional
      ./errors/plain
    ]
  );
  config = {
    testOverridesWin = is [ "macos-arm64" ] (
      map (target: target.name)
        (project {
          src = ./projects/free-threaded;
          config.targets = [ "macos-arm64" ];
        }).targets
    );
    testDefaultTargetsAreSeven = is 7 (builtins.length (project { src = ./errors/plain; }).targets);
    testDefaultEpochIs1980 = is 315532800 (project { src = ./errors/plain; }).sourceDateEpoch;
    testSourceMayBeAString = is "sample" (project { src = toString ./errors/plain; }).name;
  };
}

{
  cells,
  plan,
  project,
  trees,
  wheelSource,
  ...
}:
let
  config = project {
    src = trees "plain";
    config.targets = [ "windows-x86_64" ];
  };
  cell = builtins.head (cells {
    inherit config;
    cells = plan config;
  });
  inherit (cell) wheel;
  is = expected: expr: { inherit expr expected; };
in
{
  wheel = {
    testIsNamedAfterItsCell = is "cp311-cp311-win_amd64" wheel.name;
    testFileIsThePlans = is "sample-0.1.0-cp311-cp311-win_amd64.whl" wheel.file;
    testPacksWhatWasCompiled = is cell.compiled.outPath wheel.compiled.outPath;
    testPacksEveryFile = is (wheelSource config) wheel.wheelSource;
    testSecondManifestAsksForNoSbom = is { rust = false; include = [ ]; } (
      builtins.fromTOML (builtins.readFile wheel.withoutSboms)
    ).tool.maturin.sbom;
    testSecondManifestIsElseTheProjects = is config.pyproject.project (
      builtins.fromTOML (builtins.readFile wheel.withoutSboms)
    ).project;
    # It compiles nothing.
    testSeesNoDependencies = is [ ] (
      builtins.filter (path: builtins.match ".*-wheelpin-dependencies-.*" path != null) (
        builtins.attrNames (builtins.getContext (builtins.toJSON wheel.drvAttrs))
      )
    );
  };
}

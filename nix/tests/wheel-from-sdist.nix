{
  cells,
  plan,
  project,
  trees,
  wheelFromSdist,
  wheelSource,
  ...
}:
let
  config = project { src = trees "plain"; config.targets = [ "manylinux-x86_64" ]; };
  cell = builtins.head (cells { inherit config; cells = plan config; });
  sdist = "/nix/store/sdist";
  made = wheelFromSdist { inherit config cell sdist; };
  elsewhere = wheelFromSdist {
    config = config // { projectDir = "python"; };
    inherit cell sdist;
  };
  is = expected: expr: { inherit expr expected; };
in
{
  wheelFromSdist = {
    testIsTheSameFile = is cell.file made.file;
    testIsOfTheSdistAlone = is [ sdist sdist ] (
      map (source: source.sdist) [ made.wheelSource made.compiled.rustSource ]
    );
    testDependenciesAreThoseOfTheTree = is (map (drv: drv.drvPath) cell.dependencies) (
      map (drv: drv.drvPath) made.compiled.dependencies
    );
    # What the tree has elsewhere is at the root of an sdist.
    testIsAtTheRoot = is [ "." "." "" "" ] [
      elsewhere.projectDir
      elsewhere.compiled.projectDir
      elsewhere.lockPath
      elsewhere.compiled.pythonPackage
    ];
  };
}

{
  outputs,
  project,
  trees,
  wheelSource,
  ...
}:
let
  config = project { src = trees "plain"; };
  sdistOf = config: (outputs config).packages.sdist.unchecked;
  sdist = sdistOf config;
  is = expected: expr: { inherit expr expected; };
in
{
  sdist = {
    testFile = is "sample-0.1.0.tar.gz" sdist.file;
    # The settings too, which wheels are built without.
    testHoldsEveryFile = is (wheelSource (config // { buildPyproject = null; })) sdist.wheelSource;
    testNothingIsCompiledForIt = is [ ] (
      builtins.filter (path: builtins.match ".*-wheelpin-(dependencies|compiled)-.*" path != null) (
        builtins.attrNames (builtins.getContext (builtins.toJSON sdist.drvAttrs))
      )
    );
    testPlaceOfTheTreeDoesNotMatter =
      is sdist.outPath
        (sdistOf (project { src = trees "moved"; })).outPath;
  };
}

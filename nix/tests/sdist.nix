{
  outputs,
  project,
  trees,
  wheelSource,
  ...
}:
let
  config = project { src = trees "plain"; };
  inherit ((outputs config).packages) sdist;
  is = expected: expr: { inherit expr expected; };
in
{
  sdist = {
    testFile = is "sample-0.1.0.tar.gz" sdist.file;
    testHoldsEveryFile = is (wheelSource config) sdist.wheelSource;
    testNothingIsCompiledForIt = is [ ] (
      builtins.filter (path: builtins.match ".*-wheelpin-(dependencies|compiled)-.*" path != null) (
        builtins.attrNames (builtins.getContext (builtins.toJSON sdist.drvAttrs))
      )
    );
    testPlaceOfTheTreeDoesNotMatter =
      is sdist.outPath
        (outputs (project { src = trees "moved"; })).packages.sdist.outPath;
  };
}

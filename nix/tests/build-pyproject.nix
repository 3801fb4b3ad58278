{
  buildPyproject,
  project,
  trees,
  ...
}:
let
  of =
    document: maturin:
    buildPyproject {
      src = trees "plain";
      inherit document maturin;
    };
  document = {
    project.name = "sample";
    tool.maturin.strip = true;
    tool.wheelpin.check.ignore.stripped = "for backtraces";
  };
  is = expected: expr: { inherit expr expected; };
in
{
  buildPyproject = {
    testHasAllButTheSettings = is {
      project.name = "sample";
      tool.maturin.strip = true;
    } (builtins.fromTOML (of document { }));
    testFileThatIsPackedIsLeftAsItIs = is null (of document { include = [ "pyproject.toml" ]; });
    testFileThatAPatternMayPackToo = is null (of document { include = [ { path = "**/*"; } ]; });
    testFileThatRustReadsToo = is null (project { src = trees "pyproject-embedded"; }).buildPyproject;
    testIsTheSameForAnySettings = is (of document { }) (of (document // { tool.maturin.strip = true; }) { });
  };
}

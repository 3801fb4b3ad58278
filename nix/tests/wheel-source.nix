{
  filesOf,
  project,
  trees,
  wheelSource,
  ...
}:
let
  source = name: wheelSource (project { src = trees name; });
  same = a: b: source a == source b;
  is = expected: expr: { inherit expr expected; };
in
{
  wheelSource = {
    testHoldsEveryFileButTheOneThatBuildsGetAnother = is (builtins.filter (file: file != "pyproject.toml") (
      filesOf (trees "plain")
    )) (filesOf (source "plain"));
    testChangeInPythonChangesIt = is false (same "plain" "python-changed");
    testPlaceAndTimesOfTheTreeDoNotMatter = is true (same "plain" "moved");
    testClutterDoesNotMatter = is true (same "plain" "cluttered");
  };
}

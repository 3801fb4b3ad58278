{
  filesOf,
  ownTest,
  project,
  trees,
  ...
}:
let
  of = name: test: ownTest (project { src = trees name; config.test = test; });
  is = expected: expr: { inherit expr expected; };
  usual = "tests/smoke_test.py";
  fails = test: (builtins.tryEval (of "tested" test).files).success;
in
{
  ownTest = {
    testNone = is {
      command = null;
      files = [ ];
      source = null;
      wheelhouse = null;
    } (of "plain" { });
    testTheUsualFileIsTakenWhereItIs = is [ "python" usual ] (of "tested" { }).command;
    testItSeesItselfAlone = is [ usual ] (filesOf (of "tested" { }).source);
    # As flakes have it.
    testTheTreeMayBeInTheStore = is [ usual ] (
      filesOf (ownTest (project { src = builtins.path { path = trees "tested"; name = "source"; }; })).source
    );
    testItSeesWhatIsNamed = is [ "python/sample/__init__.py" usual ] (
      filesOf (of "tested" { files = [ "./python/sample/__init__.py" ]; }).source
    );
    testACommandSeesTheTests = is [ usual "tests/tools.py" ] (
      filesOf (of "tested" { command = [ "pytest" ]; }).source
    );
    testAFileWithinWhatIsNamedIsNotNamedTwice = is [ "tests" ] (of "tested" { files = [ "tests" ]; }).files;
    testAWheelhouseIsCopied = is [ "smoke_test.py" "tools.py" ] (
      filesOf (of "tested" { wheelhouse = "tests"; }).wheelhouse
    );
    testNoOtherFileMakesItRunAgain = is (of "tested" { }).source (of "tested-changed" { }).source;
    testPathsAreWithinTheProject = is [ true false false false ] (
      map (file: fails { inherit file; }) [
        usual
        "../a.py"
        "/etc/passwd"
        "missing.py"
      ]
    );
  };
}

{
  filesOf,
  project,
  rustSource,
  trees,
  ...
}:
let
  source =
    name: config:
    rustSource (project {
      src = trees name;
      inherit config;
    });
  seen = name: config: filesOf (source name config);
  same = a: b: source a { } == source b { };
  python = builtins.filter (path: builtins.match ".*\\.py" path != null);
  is = expected: expr: { inherit expr expected; };
in
{
  rustSource = {
    testHoldsNoPython = is [
      "Cargo.lock"
      "Cargo.toml"
      "README.md"
      "python/sample/data.txt"
      "src/lib.rs"
    ] (seen "plain" { });
    testChangeInPythonLeavesIt = is true (same "plain" "python-changed");
    testNewPythonFileLeavesIt = is true (same "plain" "python-added");
    testChangeInRustChangesIt = is false (same "plain" "rust-changed");
    testFileThatIsNotPythonIsSeen = is false (same "plain" "data-changed");
    testPlaceAndTimesOfTheTreeDoNotMatter = is true (same "plain" "moved");
    testClutterDoesNotMatter = is true (same "plain" "cluttered");
  };
  embedded = {
    testEmbeddedPythonStays = is true (
      builtins.elem "python/sample/prelude/start.py" (seen "embedded" { })
    );
    testChangeInEmbeddedPythonIsSeen = is false (same "embedded" "embedded-changed");
    testEmbeddedFolderStays = is true (
      builtins.elem "python/sample/prelude/start.py" (seen "folder-embedded" { })
    );
  };
  extraFiles = {
    testListedFileStays = is [ "python/sample/__init__.py" ] (
      python (seen "plain" { extra-files = [ "python/sample/__init__.py" ]; })
    );
    testListedFolderStays = is [ "python/sample/prelude/start.py" ] (
      python (seen "plain" { extra-files = [ "./python/sample/prelude/" ]; })
    );
    testWholeProject = is (filesOf (trees "plain")) (seen "plain" { extra-files = [ "." ]; });
    testAreRelativeToTheProject = is [ "python/src/sample/__init__.py" ] (
      python (
        filesOf (
          rustSource (project {
            src = ./projects/workspace;
            project = "python";
            config = {
              rust = "stable";
              extra-files = [ "src/sample" ];
            };
          })
        )
      )
    );
    testMissingFileIsRefusedEvenIfPythonStays = is false (builtins.tryEval
      (source "embedded" { extra-files = [ "missing.py" ]; })
    ).success;
  };
}

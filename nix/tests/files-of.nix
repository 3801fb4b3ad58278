{ filesOf, trees, ... }:
let
  plain = filesOf (trees "plain");
  # What a tree has beyond the fixture.
  added =
    name: builtins.filter (path: !builtins.elem path plain) (filesOf (trees name));
  is = expected: expr: { inherit expr expected; };
in
{
  filesOf = {
    testAreSortedAndRelativeToTheTree = is [
      "Cargo.lock"
      "Cargo.toml"
      "README.md"
      "pyproject.toml"
      "python/sample/__init__.py"
      "python/sample/data.txt"
      "python/sample/prelude/start.py"
      "src/lib.rs"
    ] plain;
    testBuildOutputCachesAndVersionControlAreLeftOut = is [ ] (added "cluttered");
    testOrdinaryFilesOfThoseNamesStay = is [
      # A link, but none that `nix build` made.
      "latest"
      "python/sample/venv/__init__.py"
      "results.txt"
      # No Cargo.toml beside it.
      "src/target/mod.rs"
    ] (added "lookalikes");
    testFolderMayBeAString = is plain (filesOf (toString (trees "plain")));
  };
}

{ trees, ... }:
let
  mkFlake = import ../mk-flake.nix;
  tree =
    arguments:
    import ../tree.nix (
      {
        path = toString (trees "cluttered");
        system = "x86_64-linux";
      }
      // arguments
    );
  files = builtins.unsafeDiscardStringContext (builtins.toFile "files" ''
    Cargo.lock
    Cargo.toml
    pyproject.toml
    README.md
    python/sample/__init__.py
    src/lib.rs
  '');
  filesOf = output: import ../files-of.nix { } output.packages.sdist.unchecked.wheelSource;
  is = expected: expr: { inherit expr expected; };
in
{
  tree = {
    testIsWhatItsFlakeWouldBe =
      is (mkFlake { src = trees "plain"; }).matrix.x86_64-linux
        (tree { }).matrix;
    testListedFilesAreAllThereIs = is [
      "Cargo.lock"
      "Cargo.toml"
      "README.md"
      "pyproject.toml"
      "python/sample/__init__.py"
      "src/lib.rs"
    ] (filesOf (tree { inherit files; }));
    testConfigIsJson =
      is [ "macos-arm64" ]
        (map (cell: cell.target)
          (tree { config = builtins.toJSON {
            targets = [ "macos-arm64" ];
            pythons = [ "3.13" ];
          }; }).matrix.cells
        );
    testOutputIsAPackage = is (tree { }).packages.sdist.drvPath ((tree { }).output "sdist").drvPath;
    testUncheckedFileIsAnOutputToo =
      is (tree { }).packages.sdist.unchecked.drvPath
        ((tree { }).output "sdist.unchecked").drvPath;
    testProjectMayLieBelowTheTree = is "2.0.0" (tree {
      path = toString ./projects/workspace;
      project = "python";
      config = builtins.toJSON { rust = "stable"; };
    }).matrix.version;
  };
}

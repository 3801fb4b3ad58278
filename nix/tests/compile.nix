{
  cells,
  plan,
  project,
  trees,
  ...
}:
let
  compiled =
    src: config:
    let
      resolved = project { inherit src config; };
      cell = builtins.head (cells {
        config = resolved;
        cells = plan resolved;
      });
    in
    cell.compiled // { given = cell.dependencies; };
  mixed = target: compiled (trees "plain") { targets = [ target ]; };
  is = expected: expr: { inherit expr expected; };
in
{
  compile = {
    testNameSaysTargetAndAbi =
      is "wheelpin-linked-sample-musllinux-aarch64-cp311-cp311"
        (mixed "musllinux-aarch64").name;
    # Nix builds in the order of names what could be built at once.
    testDependenciesOfOtherCellsComeFirst =
      let
        one = mixed "musllinux-aarch64";
      in
      is true (builtins.all (drv: builtins.lessThan drv.name one.name) one.dependencies);
    testStartsFromItsDependencies =
      let
        one = mixed "musllinux-aarch64";
      in
      is (map (drv: drv.outPath) one.given) (map (drv: drv.outPath) one.dependencies);
    testUniversal2IsTwoUnits = is {
      unitCount = 2;
      dependencies = 2;
    } {
      inherit (mixed "macos-universal2") unitCount;
      dependencies = builtins.length (mixed "macos-universal2").dependencies;
    };
    testSourceIsRustsAlone = is true (
      builtins.match ".*-rust-source" (toString (mixed "macos-arm64").rustSource) != null
    );
  };
  # maturin wants the folder, whatever is in it.
  pythonPackage = {
    testIsTheModulesFolder = is "python/sample" (mixed "macos-arm64").pythonPackage;
    testIsNoneWithoutPythonFiles = is "" (compiled ./errors/plain { }).pythonPackage;
  };
}

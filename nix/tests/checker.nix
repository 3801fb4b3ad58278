{ checker, filesOf, ... }:
let
  source = filesOf checker.compiled.rustSource;
  folder = path: builtins.concatStringsSep "/" (
    builtins.filter builtins.isString (builtins.split "/" (dirOf path))
  );
  manifest = builtins.fromTOML (builtins.readFile ../../Cargo.toml);
  is = expected: expr: { inherit expr expected; };
in
{
  checker = {
    testIsNamedAfterItsVersion = is "wheelpin-check-${manifest.workspace.package.version}" checker.name;
    # Or every change of wheelpin would check every wheel again.
    testSeesTwoCratesAndNoTests = is [
      "."
      "driver/wheelpin-check"
      "driver/wheelpin-check/src"
      "driver/wheelpin-testing"
      "driver/wheelpin-wheel"
      "driver/wheelpin-wheel/data"
      "driver/wheelpin-wheel/src"
    ] (
      builtins.filter (name: builtins.match "driver/wheelpin-wheel/src/.*" name == null) (
        builtins.attrNames (builtins.groupBy folder source)
      )
    );
    # What other crates depend on is no reason either.
    testSeesNoLockFileOfAllCrates = is [ "Cargo.toml" ] (
      builtins.filter (path: dirOf path == ".") source
    );
    testSeesOneFileOfTheCrateForTests = is [ "driver/wheelpin-testing/Cargo.toml" ] (
      builtins.filter (path: dirOf path == "driver/wheelpin-testing") source
    );
    testIsStaticForTheBuildHost = is "x86_64-unknown-linux-musl" checker.triple;
  };
}

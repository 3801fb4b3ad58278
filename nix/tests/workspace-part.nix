{ filesOf, workspacePart, ... }:
let
  part = workspacePart {
    name = "part";
    crates = [ "wheelpin-process" ];
    parts = [ "src" ];
    manifests = [ "wheelpin-testing" ];
    without = [ "driver/wheelpin-process/src/interrupt.rs" ];
  };
in
{
  workspacePart.testHasPartsOfCratesAndManifestsOfOthers = {
    expr = builtins.sort builtins.lessThan (filesOf part);
    expected = [
      "Cargo.lock"
      "Cargo.toml"
      "driver/wheelpin-process/Cargo.toml"
      "driver/wheelpin-process/src/inherited.rs"
      "driver/wheelpin-process/src/lib.rs"
      "driver/wheelpin-process/src/process.rs"
      "driver/wheelpin-testing/Cargo.toml"
    ];
  };
}

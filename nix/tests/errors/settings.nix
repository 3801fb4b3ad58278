# Errors of the settings of a project.
{
  scope,
  native,
  project,
  case,
  plain,
  ...
}:
let
  withStd =
    (scope.callPackage ../../resolve-target.nix { rustStdTriples = _rust: [ "x86_64-unknown-linux-gnu" ]; })
      { file = "pyproject.toml"; rust = "1.98.0"; };
in
{
  rustSettingNotPinned = plain { rust = "1.98.9"; } [
    "pyproject.toml: Rust 1.98.9 is not among wheelpin's pins"
    "Did you mean \"1.98."
  ];
  unknownTarget = plain { targets = [ "manylinux_x86_64" ]; } [
    "pyproject.toml: unknown target in [tool.wheelpin] targets: \"manylinux_x86_64\""
    "Did you mean \"manylinux-x86_64\"?"
  ];
  unknownPython = plain { pythons = [ "3.12t" ]; } [
    "pyproject.toml: unknown Python in [tool.wheelpin] pythons: \"3.12t\""
    "Did you mean \"3.12\"?"
  ];
  unknownBuildTool = plain { build-tools = [ "cmaek" ]; } [
    "pyproject.toml: unknown word in [tool.wheelpin] build-tools: \"cmaek\""
    "Did you mean \"cmake\"?"
  ];
  unknownToolchain = plain { toolchain = "nixpkg"; } [
    "pyproject.toml: unknown word in [tool.wheelpin] toolchain: \"nixpkg\""
    "Did you mean \"nixpkgs\"?"
  ];
  wrongType = plain { free-threaded = "yes"; } [
    "pyproject.toml: [tool.wheelpin] free-threaded must be true or false, but is a string (\"yes\")"
    "free-threaded = true"
  ];
  wrongTypeInList = plain { targets = [ 1 ]; } [
    "pyproject.toml: [tool.wheelpin] targets must be a list of strings"
    "targets = [\"manylinux-x86_64\"]"
  ];
  unknownCheckKey = plain { check.ingore = { }; } [
    "pyproject.toml: unknown key in [tool.wheelpin.check]: \"ingore\""
    "Did you mean \"ignore\"?"
  ];
  ignoreIsAList = plain { check.ignore = [ "stripped" ]; } [
    "pyproject.toml: [tool.wheelpin.check] ignore must be a table"
    "RULE = \"WHY\""
  ];
  ignoredWithoutAReason = plain { check.ignore.stripped = " "; } [
    "pyproject.toml: [tool.wheelpin.check.ignore] stripped has no reason"
    "stripped = \"WHY\""
  ];
  denyIsAString = plain { check.deny = "leak-home-path"; } [
    "pyproject.toml: [tool.wheelpin.check] deny must be a list of rules"
    "deny = [\"leak-home-path\"]"
  ];
  unknownTestKey = plain { test.modlues = [ ]; } [
    "pyproject.toml: unknown key in [tool.wheelpin.test]: \"modlues\""
    "Did you mean \"modules\"?"
  ];
  timeoutIsNoNumber = plain { test.timeout = "60 s"; } [
    "pyproject.toml: [tool.wheelpin.test] timeout must be a number of seconds"
    "timeout = 60"
  ];
  skippedWithoutAReason = plain { test.skip."sample.gui" = ""; } [
    "pyproject.toml: [tool.wheelpin.test.skip] sample.gui is skipped for no reason"
    "Say why"
  ];
  twoOwnTests = plain { test = { file = "a.py"; command = [ "pytest" ]; }; } [
    "pyproject.toml: [tool.wheelpin.test] has a file and a command"
    "Leave out one of them"
  ];
  ownTestIsNotThere = case (native.ownTest (project "plain" { test.file = "tests/a.py"; })).files [
    "pyproject.toml: [tool.wheelpin.test] names tests/a.py, which is not in the project"
    "git add"
  ];
  sizeLimitIsNoNumber = plain { check.file-size-limit = "250 MB"; } [
    "pyproject.toml: [tool.wheelpin.check] file-size-limit must be a number of bytes"
    "file-size-limit = 262144000"
  ];
  levelBelowFloor = plain { manylinux = "2014"; targets = [ "manylinux-riscv64" ]; } [
    "pyproject.toml: manylinux_2_17 is below what manylinux-riscv64 allows, manylinux_2_31"
    "manylinux = { default = \"2_17\", riscv64 = \"2_31\" }"
  ];
  unknownLevel = plain { manylinux = "2_29"; } [
    "pyproject.toml: unknown level in [tool.wheelpin] manylinux: \"2_29\""
    "Did you mean \"2_2"
  ];
  unknownArchitecture = plain { manylinux = { x86-64 = "2_28"; }; } [
    "pyproject.toml: unknown architecture in [tool.wheelpin.manylinux]: \"x86-64\""
    "Did you mean \"x86_64\"?"
  ];
  muslBelowFloor = plain { musllinux = "1_1"; } [
    "pyproject.toml: musllinux_1_1 is below what"
    "musllinux = \"1_2\""
  ];
  macosBelowFloor = plain { macos-deployment-target = { x86_64 = "10.9"; }; } [
    "pyproject.toml: macOS 10.9 is below what macos-x86_64 allows, 10.12"
    "x86_64 = \"10.12\""
  ];
  macosMinor = plain { macos-deployment-target = "12.3"; } [
    "pyproject.toml: [tool.wheelpin] macos-deployment-target is \"12.3\", which no wheel can be tagged with"
    "\"12.0\""
  ];
  mistypedRegistry = case (import ../../. { registries.crate = "https://mirror.example/crates"; }).registries.bases [
    "pyproject.toml: unknown registry in [tool.wheelpin.registries]: \"crate\""
    "Did you mean \"crates\"?"
  ];
  registryIsNoAddress = plain { registries.crates = 1; } [
    "pyproject.toml: [tool.wheelpin] registries must be a table of addresses"
    "crates = \"https://"
  ];
  noRustStd = plain { targets = [ "musllinux-s390x" ]; } [
    "pyproject.toml: target musllinux-s390x cannot be built: Rust ${scope.rustChannels.default} has no standard library for s390x-unknown-linux-musl"
    "Take \"musllinux-s390x\" out of targets"
  ];
  noRustStdInThePins = case (withStd "windows-x86_64").platformTag [
    "pyproject.toml: target windows-x86_64 cannot be built"
    "x86_64-pc-windows-gnu"
  ];
  pythonNewerThanPyo3 = plain { pythons = [ "3.15" ]; } [
    "pyproject.toml: [tool.wheelpin] pythons names 3.15, which PyO3 0.28.3 does not support (it supports 3.7 to 3.14)"
    "cargo update -p pyo3"
  ];
  pythonExcluded = plain { pythons = [ "3.10" ]; } [
    "pyproject.toml: [tool.wheelpin] pythons names 3.10, which requires-python \">=3.11\" excludes"
    "Take \"3.10\" out of pythons"
  ];
  abi3Refused = plain { abi3 = false; } [
    "pyproject.toml: [tool.wheelpin] abi3 is false, but PyO3's features ask for it (abi3-py311)"
    "Take the feature out"
  ];
  sameFileTwice = plain { targets = [ "macos-arm64" "macos-arm64" ]; } [
    "pyproject.toml: two cells would make the same wheel, sample-0.1.0-cp311-abi3-macosx_11_0_arm64.whl"
    "Name each target once"
  ];
}

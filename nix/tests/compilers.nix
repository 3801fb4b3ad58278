{ compilers, resolveTarget, units, ... }:
let
  of =
    name:
    map compilers (units (resolveTarget { file = "pyproject.toml"; } name));
  one = name: builtins.head (of name);
  is = expected: expr: { inherit expr expected; };
in
{
  compilers = {
    testLinksForItsTarget = is {
      name = "wheelpin-compilers-aarch64-unknown-linux-gnu";
      triple = "aarch64-unknown-linux-gnu";
      zigTarget = "aarch64-linux-gnu.2.28";
      cpu = "";
    } { inherit (one "manylinux-aarch64") name triple zigTarget cpu; };
    testBuildScriptsAreLinkedForTheBuildHost = is {
      hostTriple = "x86_64-unknown-linux-gnu";
      hostZigTarget = "x86_64-linux-gnu.2.17";
    } { inherit (one "manylinux-aarch64") hostTriple hostZigTarget; };
    testOlderProcessor = is "pentium4" (one "manylinux-i686").cpu;
    testUniversal2HasThoseOfBothHalves =
      is
        (map (drv: drv.outPath) [
          (one "macos-x86_64")
          (one "macos-arm64")
        ])
        (map (drv: drv.outPath) (of "macos-universal2"));
    testPythonsImportLibrariesOnWindowsOnly = is [
      true
      false
      false
    ] (
      map (target: builtins.match "-L.*-wheelpin-python-import-libraries-.*" (one target).linkArguments != null) [
        "windows-x86_64"
        "macos-arm64"
        "manylinux-x86_64"
      ]
    );
    testMissingFrameworkIsExplainedOnMacosOnly = is [
      false
      true
      false
    ] (
      map (target: (one target).frameworkError != "") [
        "windows-x86_64"
        "macos-arm64"
        "manylinux-x86_64"
      ]
    );
  };
}

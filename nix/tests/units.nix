{ resolveTarget, units, ... }:
let
  unitsOf = name: units (resolveTarget { file = "pyproject.toml"; } name);
  unit = name: builtins.head (unitsOf name);
  is = expected: expr: { inherit expr expected; };
in
{
  units = {
    testPlainTargetIsOne = is [
      {
        triple = "aarch64-unknown-linux-gnu";
        zigTarget = "aarch64-linux-gnu.2.28";
        deploymentTarget = "";
        os = "linux";
        arch = "aarch64";
        pointerWidth = 64;
        cpu = "";
      }
    ] (unitsOf "manylinux-aarch64");
    testUniversal2IsTwoEachWithItsOwnMacos =
      is
        [
          [
            "x86_64-apple-darwin"
            "10.12"
            "x86_64-macos.10.12-none"
          ]
          [
            "aarch64-apple-darwin"
            "11.0"
            "aarch64-macos.11.0-none"
          ]
        ]
        (
          map (unit: [
            unit.triple
            unit.deploymentTarget
            unit.zigTarget
          ]) (unitsOf "macos-universal2")
        );
    testZigIsToldRustcsBaseline = is "pentium4" (unit "manylinux-i686").cpu;
    testWindowsKeepsZigsBaseline = is "" (unit "windows-i686").cpu;
    testPointerWidth = is 32 (unit "manylinux-armv7l").pointerWidth;
  };
}

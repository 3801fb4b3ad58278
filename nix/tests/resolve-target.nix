{ callPackage, resolveTarget, ... }:
let
  resolve = settings: resolveTarget ({ file = "pyproject.toml"; } // settings);
  tag = settings: name: (resolve settings name).platformTag;
  is = expected: expr: { inherit expr expected; };
in
{
  resolveTarget = {
    testDefaultManylinuxLevel = is "manylinux_2_28_x86_64" (tag { } "manylinux-x86_64");
    testOldNameStandsFirst = is "manylinux2014_i686.manylinux_2_17_i686" (
      tag { manylinux = "2014"; } "manylinux-i686"
    );
    testLevelMayBeSpelledAsATag = is "manylinux_2_34_x86_64" (
      tag { manylinux = "manylinux_2_34"; } "manylinux-x86_64"
    );
    testLevelByArchitecture = is "manylinux_2_31_aarch64" (
      tag {
        manylinux = {
          default = "2_28";
          aarch64 = "2_31";
        };
      } "manylinux-aarch64"
    );
    testUnsetLevelRisesToTheFloor = is "manylinux_2_31_riscv64" (tag { } "manylinux-riscv64");
    testMusllinux = is "musllinux_1_2_aarch64" (tag { } "musllinux-aarch64");
    testCompatibility = is "musllinux_1_2" (resolve { } "musllinux-x86_64").compatibility;
    testMacosDefaults = is [ "macosx_10_12_x86_64" "macosx_11_0_arm64" ] (
      map (tag { }) [ "macos-x86_64" "macos-arm64" ]
    );
    testMacosTagsHaveMinorZeroFrom11 = is "macosx_13_0_arm64" (
      tag { macosDeploymentTarget = "13"; } "macos-arm64"
    );
    testOneMacosValueDoesNotLowerArm = is "macosx_11_0_arm64" (
      tag { macosDeploymentTarget = "10.15"; } "macos-arm64"
    );
    testUniversal2 = is "macosx_10_15_universal2.macosx_10_15_x86_64.macosx_11_0_arm64" (
      tag { macosDeploymentTarget = "10.15"; } "macos-universal2"
    );
    testUniversal2LinksTwice = is {
      x86_64-apple-darwin = "x86_64-macos.10.12-none";
      aarch64-apple-darwin = "aarch64-macos.11.0-none";
    } (resolve { } "macos-universal2").zigTargets;
    testWindows = is [ "win_amd64" "win32" "win_arm64" ] (
      map (tag { }) [ "windows-x86_64" "windows-i686" "windows-arm64" ]
    );
    testZigTargets =
      is
        [
          "x86_64-linux-gnu.2.17"
          "x86-linux-gnu.2.17"
          "arm-linux-musleabihf"
          "aarch64-linux-musl"
          "aarch64-windows-gnu"
        ]
        (
          map (name: (resolve { manylinux = "2_17"; } name).zigTarget) [
            "manylinux-x86_64"
            "manylinux-i686"
            "musllinux-armv7l"
            "musllinux-aarch64"
            "windows-arm64"
          ]
        );
    testGlibcVersionOnArmFollowsItsAbi = is "arm-linux-gnueabihf.2.28" (resolve { } "manylinux-armv7l")
    .zigTarget;
    testStandardLibraryInThePins = is "win_amd64" (
      (callPackage ../resolve-target.nix { rustStdTriples = _rust: [ "x86_64-pc-windows-gnu" ]; } {
        file = "pyproject.toml";
        rust = "1.98.0";
      } "windows-x86_64").platformTag
    );
  };
}

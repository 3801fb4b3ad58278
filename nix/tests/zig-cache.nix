{
  appleSdk,
  pins,
  resolveTarget,
  units,
  zigCache,
  ...
}:
let
  of = name: map zigCache (units (resolveTarget { file = "pyproject.toml"; } name));
  one = name: builtins.head (of name);
  is = expected: expr: { inherit expr expected; };
  lacking = [
    "manylinux-armv7l"
    "manylinux-ppc64le"
    "manylinux-s390x"
    "windows-i686"
    "windows-arm64"
  ];
in
{
  zigCache = {
    testUniversal2HasThoseOfBothHalves =
      is
        (map (drv: drv.outPath) [
          (one "macos-x86_64")
          (one "macos-arm64")
        ])
        (map (drv: drv.outPath) (of "macos-universal2"));
    testSdkIsOfMacosOnly = is {
      macos = appleSdk.outPath;
      linux = "";
    } {
      macos = (one "macos-arm64").sdk.outPath;
      linux = (one "manylinux-x86_64").sdk;
    };
    # Whatever Rust a project asks for.
    testOneRustForAllProjects = is pins.default-rust (one "manylinux-x86_64").rustVersion;
    # The default Rust has no standard library for these, and another pinned one has.
    testTargetsThatTheDefaultRustLacksHaveOne =
      is
        (map (_: "1.95.0") lacking)
        (map (name: let cache = one name; in builtins.seq cache.drvPath cache.rustVersion) lacking);
    testLevelOfGlibcIsPartOfIt = is "x86_64-linux-gnu.2.28" (one "manylinux-x86_64").zigTarget;
  };
}

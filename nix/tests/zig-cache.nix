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
    testLevelOfGlibcIsPartOfIt = is "x86_64-linux-gnu.2.28" (one "manylinux-x86_64").zigTarget;
  };
}

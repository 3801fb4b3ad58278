{ callPackage, ... }:
let
  rustVersion = callPackage ../rust-version.nix {
    rustChannels = {
      default = "1.98.0";
      known = [
        "1.95.0"
        "1.98.0"
        "1.95.1"
        "beta-2026-10-20"
        "nightly-2026-09-01"
        "nightly-2026-11-01"
      ];
    };
  };
  stated =
    stated:
    rustVersion {
      src = ./errors/plain;
      directories = [ "" ];
      file = "pyproject.toml";
      inherit stated;
    };
  unpinned =
    stated:
    rustVersion {
      src = ./errors/plain;
      directories = [ "" ];
      file = "pyproject.toml";
      isPinned = false;
      inherit stated;
    };
  is = expected: expr: { inherit expr expected; };
in
{
  rustVersion = {
    testDefault = is "1.98.0" (stated null);
    testStable = is "1.98.0" (stated "stable");
    testExact = is "1.95.0" (stated "1.95.0");
    testNewestPatch = is "1.95.1" (stated "1.95");
    testHostIsDropped = is "1.95.0" (stated "1.95.0-x86_64-unknown-linux-gnu");
    testBeta = is "beta-2026-10-20" (stated "beta");
    testDatedNightly = is "nightly-2026-09-01" (stated "nightly-2026-09-01");
    testNightly = is "nightly-2026-11-01" (stated "nightly");
    testNixpkgsTakesAnyVersion = is [ "1.12.0" "1.98" "nightly" "1.98.0" ] (
      map unpinned [ "1.12.0" "1.98" "nightly" "stable" ]
    );
    testNixpkgsTakesNoOtherWord = is false (builtins.tryEval (unpinned "newest")).success;
    testUnknownIsRefused = is false (builtins.tryEval (stated "1.12.0")).success;
    testOldFileFormAboveTheProject = is "nightly-2026-11-01" (rustVersion {
      src = ./projects/workspace;
      directories = [ "python" ];
      file = "python/pyproject.toml";
      stated = null;
    });
  };
}

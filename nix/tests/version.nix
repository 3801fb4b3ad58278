{ version, ... }:
let
  normalises = text: expected: {
    expr = version text;
    inherit expected;
  };
in
{
  version = {
    testPlainStays = normalises "2026.9.1" "2026.9.1";
    testSemverAlpha = normalises "1.0.0-alpha.2" "1.0.0a2";
    testSemverBetaWithoutNumber = normalises "1.0.0-beta" "1.0.0b0";
    testSemverReleaseCandidate = normalises "1.0.0-rc1" "1.0.0rc1";
    testSemverDev = normalises "1.0.0-dev.3" "1.0.0.dev3";
    testSemverBuildBecomesLocal = normalises "1.0.0+git.07" "1.0.0+git.7";
    testPreviewIsCandidate = normalises "1.0PREVIEW-1" "1.0rc1";
    testPost = normalises "1.0-rev4" "1.0.post4";
    testImplicitPost = normalises "1.0-1" "1.0.post1";
    testEpochAndLeadingZeros = normalises "v1!01.002" "1!1.2";
    testAllParts = normalises "1.2rc3.post4.dev5+Ubuntu-1" "1.2rc3.post4.dev5+ubuntu.1";
    testSemverNightlyIsNone = normalises "1.0.0-nightly" null;
    testTextIsNone = normalises "latest" null;
  };
}

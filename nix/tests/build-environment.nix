{
  buildEnvironment,
  project,
  trees,
  vendor,
  ...
}:
let
  # The environment of a project's first abi for its first target.
  of =
    src: config:
    let
      resolved = project { inherit src config; };
    in
    buildEnvironment {
      config = resolved;
      vendor = vendor resolved;
      target = builtins.head resolved.targets;
      abi = builtins.head resolved.abis;
    };
  for =
    target: config:
    of (trees "plain") (
      {
        targets = [ target ];
        pythons = [ "3.13" ];
      }
      // config
    );
  linux = for "manylinux-x86_64" { };
  universal2 = for "macos-universal2" { };
  is = expected: expr: { inherit expr expected; };
in
{
  lock = {
    testIsTheTrees = is "" linux.changedLock;
    testIsWrittenAnewWithoutMissingCrates = is [ "pyo3" "sample" ] (
      map (package: package.name)
        (builtins.fromTOML (builtins.readFile (of ./projects/lone-member { }).changedLock)).package
    );
  };
  target = {
    testIsOneTriple = is {
      triples = [ "x86_64-unknown-linux-gnu" ];
      targetTriple = "x86_64-unknown-linux-gnu";
      hostTriple = "x86_64-unknown-linux-gnu";
      compatibility = "manylinux_2_28";
    } { inherit (linux) triples targetTriple hostTriple compatibility; };
    testUniversal2HasMaturinsNameAndTwoTriples = is {
      triples = [
        "x86_64-apple-darwin"
        "aarch64-apple-darwin"
      ];
      targetTriple = "universal2-apple-darwin";
      # One variable cannot say both.
      deploymentTarget = "";
      compatibility = "";
    } { inherit (universal2) triples targetTriple deploymentTarget compatibility; };
    testMacosVersion = is "11.0" (for "macos-arm64" { }).deploymentTarget;
    testCompilersAreOnePerTriple = is 2 (builtins.length universal2.compilers);
    testCachesOfZigAreTheBuildHostsToo = is 3 (builtins.length universal2.zigCaches);
  };

  python = {
    # Else PyO3 would be compiled again for every target.
    testConfigIsOneFileForTargetsOfOneWidth = is linux.pyo3Config (for "windows-x86_64" { }).pyo3Config;
    testConfigDependsOnTheWidth = is false (
      linux.pyo3Config == (for "manylinux-i686" { }).pyo3Config
    );
    testInterpreter = is "3.13" linux.interpreter;
    testProgramHasNeither = is {
      pyo3Config = "";
      interpreter = "";
    } { inherit (of ./projects/bin { }) pyo3Config interpreter; };
    testSuffixOnWindows = is [
      ".cp313-win_amd64.pyd"
      ".cp311-win_amd64.pyd"
      ""
    ] (
      map (environment: environment.windowsSuffix) [
        (for "windows-x86_64" { })
        (of ./errors/plain { targets = [ "windows-x86_64" ]; })
        linux
      ]
    );
  };

  sdk = {
    testIsOfMacosOnly = is [
      ""
      ""
    ] [ linux.sdk (for "windows-x86_64" { }).sdk ];
    testIsOurStubs = is "wheelpin-macos-stubs" universal2.sdk.name;
    testOfTheProjectLiesInItsTree = is true (
      builtins.match ".*-macos-sdk" (toString (for "macos-arm64" { macos-sdk = "python"; }).sdk) != null
    );
  };

  cargo = {
    testOneCodegenUnitUnlessTheProjectSays =
      let
        sets = profile: (of (trees "codegen-units") { inherit profile; }).codegenUnits;
      in
      is
        [
          "1"
          ""
          ""
        ]
        [
          linux.codegenUnits
          (sets "release")
          # Another profile inherits from release.
          (sets "fast")
        ];
    testProfileAsAVariable = is "very_fast" (for "macos-arm64" { profile = "very-fast"; }).profileVariable;
    testFlags = is [
      "--no-default-features"
      "--all-features"
    ] (for "macos-arm64" {
      no-default-features = true;
      all-features = true;
    }).cargoFlags;
    testFeaturesOfTheProject = is [ "fast" ] (for "macos-arm64" { features = [ "fast" ]; }).features;
    testTimeIsFixed = is "315532800" linux.SOURCE_DATE_EPOCH;
    testFolderOfTheProject = is "." linux.projectDir;
  };
}

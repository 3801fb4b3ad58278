{ filesOf, testers, ... }:
let
  planned = names: map (name: { target = { inherit name; }; }) names;
  everything = testers (planned [
    "manylinux-x86_64"
    "musllinux-aarch64"
    "macos-universal2"
    "windows-x86_64"
    "windows-arm64"
  ]);
  of = names: builtins.attrNames (testers (planned names)).one;
  lines = derivation: builtins.filter builtins.isString (builtins.split "\n" derivation.programs);
  words = line: builtins.filter builtins.isString (builtins.split " " line);
  last = list: builtins.elemAt list (builtins.length list - 1);
  programs = derivation: map (line: last (words line)) (lines derivation);
  triples = derivation: map (line: builtins.elemAt (words line) 1) (lines derivation);

  source = filesOf everything.source;
  crateOf = path: builtins.head (builtins.match "driver/([^/]*)/.*" path);
  manifest = builtins.fromTOML (builtins.readFile ../../Cargo.toml);
  compiled = [ "wheelpin" "wheelpin-dist" "wheelpin-process" "wheelpin-test" "wheelpin-wheel" ];
  is = expected: expr: { inherit expr expected; };
in
{
  testers = {
    testIsNamedAfterItsVersion =
      is "wheelpin-testers-${manifest.workspace.package.version}" everything.all.name;
    testHasAProgramForEverySystemOfThePlan = is [
      "wheelpin-linux-aarch64"
      "wheelpin-linux-x86_64"
      "wheelpin-macos-arm64"
      "wheelpin-macos-x86_64"
      "wheelpin-windows-x86_64.exe"
    ] (programs everything.all);
    # The one for Linux on x86_64 joins results.
    testHasNoOther = is [ "tester-linux-aarch64" "tester-linux-x86_64" "tester-macos-arm64" ] (
      of [ "musllinux-aarch64" "macos-arm64" "manylinux-s390x" ]
    );
    testRunsOnGlibcAndMusl = is [ "x86_64-unknown-linux-musl" ] (triples everything.one.tester-linux-x86_64);
    # Or every project would compile its own.
    testIsTheSameForEveryProject = is everything.one.tester-macos-arm64.drvPath
      (testers (planned [ "macos-arm64" ])).one.tester-macos-arm64.drvPath;
    # Or every change of wheelpin would compile five programs.
    testSeesTheSourcesOfFiveCrates = is compiled
      (builtins.attrNames (builtins.groupBy crateOf
        (builtins.filter (path: builtins.match "driver/.*/src/.*" path != null) source)));
    testSeesNothingOfPublishing = is [ ] (builtins.filter
      (path: builtins.match "driver/wheelpin/(src/(publishing|release)|tests)/.*" path != null)
      source);
    # Without its sources Cargo takes a crate for one without anything to compile.
    testOtherCratesNameTheirLibrary = is [ ] (builtins.filter
      (name: !((builtins.fromTOML (builtins.readFile (../../driver + "/${name}/Cargo.toml"))) ? lib))
      (builtins.filter (name: !(builtins.elem name (compiled ++ [ "wheelpin-check" ])))
        (builtins.attrNames (builtins.readDir ../../driver))));
    testSeesTheManifestsOfTheOthers = is true
      (builtins.elem "driver/wheelpin-publish/Cargo.toml" source);
  };
}

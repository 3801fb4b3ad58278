{ targets, ... }:
let
  names = builtins.attrNames targets;
in
{
  targets = {
    testDefaults = {
      expr = builtins.filter (name: targets.${name}.default) names;
      expected = [
        "macos-arm64"
        "macos-x86_64"
        "manylinux-aarch64"
        "manylinux-x86_64"
        "musllinux-aarch64"
        "musllinux-x86_64"
        "windows-x86_64"
      ];
    };
    testDefaultsAreTested = {
      expr = builtins.filter (name: targets.${name}.default && !targets.${name}.tested) names;
      expected = [ ];
    };
    testUniversal2IsTwoRustTargets = {
      expr = targets.macos-universal2.triples;
      expected = [
        "x86_64-apple-darwin"
        "aarch64-apple-darwin"
      ];
    };
    testThirtyTwoBitRows = {
      expr = builtins.filter (name: targets.${name}.pointerWidth == 32) names;
      expected = [
        "manylinux-armv7l"
        "manylinux-i686"
        "musllinux-armv7l"
        "musllinux-i686"
        "windows-i686"
      ];
    };
  };
}

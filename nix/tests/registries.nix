{ callPackage, registryToolchain, ... }:
let
  overridden = overrides: callPackage ../registries.nix { inherit overrides; };
  plain = overridden { };
  mirrored = overridden { crates = "https://mirror.example/crates"; };
  own = "sparse+https://cargo.example/index/";
  withOwn = overridden { ${own} = "https://cargo.example/files"; };
  fetched =
    registries: registry:
    (registryToolchain {
      system = "x86_64-linux";
      inherit registries;
    }).fetch
      {
        inherit registry;
        path = "itoa/itoa-1.0.15.crate";
        sha256 = "4a5f13b858c8d314ee3e8f639011f7ccefe71f97f96e50151fb991f267928e2c";
      };
  is = expected: expr: { inherit expr expected; };
in
{
  registries = {
    testNoOverrideIsTheTable = is (removeAttrs
      (builtins.fromJSON (builtins.readFile ../registries.json))
      [ "schema" ]
    ) plain;
    testMirrorReplacesOneBase = is (
      plain.bases // { crates = "https://mirror.example/crates"; }
    ) mirrored.bases;
    testMirrorIsUnderTheSameNamesInALockFile = is plain.cargo-sources mirrored.cargo-sources;
    testOwnRegistryIsNamedAsInTheLockFile = is own withOwn.cargo-sources.${own};
  };
  fetch = {
    testMirrorServesIt =
      is "https://mirror.example/crates/itoa/itoa-1.0.15.crate"
        (fetched mirrored "crates").url;
    # So that a mirror builds nothing again.
    testMirrorGivesTheSameFile = is (fetched plain "crates").outPath (fetched mirrored "crates").outPath;
    testOwnRegistryServesIt =
      is "https://cargo.example/files/itoa/itoa-1.0.15.crate"
        (fetched withOwn own).url;
  };
}

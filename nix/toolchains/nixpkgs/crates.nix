{ craneLib, run }:

/**
  Crates of registries, fetched and unpacked by crane's `vendorCargoDeps`, as one directory with a
  folder per crate, which is how the registry toolchain lays them out: debug information has the
  folder's name.

  # Type

  ```
  crates :: {
    name :: String; gitTrees :: [ Derivation ];
    crates :: [ { name, version, source, checksum :: String; registry :: String; } ];
  } -> Derivation
  ```
*/
{ name, crates, gitTrees }:
run {
  inherit name gitTrees;
  script = ./crates.sh;
  vendored = craneLib.vendorCargoDeps {
    cargoLockParsed.package = map (crate: { inherit (crate) name version source checksum; }) crates;
    # Cargo's configuration is made by nix/vendor.nix.
    registries = { };
  };
}

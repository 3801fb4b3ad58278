{ mkCraneLib, pkgs, registries }:

/**
  crane over nixpkgs, with the project's registries and mirrors, and without a C compiler: everything
  is linked by Zig.

  # Type
  craneLib :: CraneLib
*/
let
  crane = mkCraneLib pkgs;
  bare = crane.overrideScope (_final: _prev: { stdenvSelector = packages: packages.stdenvNoCC; });
  registry = source:
    let
      name = registries.cargo-sources.${source};
      parts = builtins.match "(registry[+]|sparse[+])(.*)" source;
    in
    bare.registryFromDownloadUrl {
      dl = "${registries.bases.${name} or name}/{crate}/{crate}-{version}.crate";
      registryPrefix = builtins.head parts;
      indexUrl = builtins.elemAt parts 1;
    };
in
bare.appendCrateRegistries (map registry (builtins.attrNames registries.cargo-sources))

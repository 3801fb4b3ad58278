{ rustBin, host, fail, pkgs }:

/**
  Rust from rust-overlay. A version is what a `rust-toolchain.toml` calls a channel: `1.98.0`, `1.98`,
  `beta`, `nightly-2026-08-22`; one without a date is the newest of the locked rust-overlay.

  # Type

  ```
  rust :: String -> {
    version :: String; triple :: String; host :: Derivation;
    sysroot :: [ String ] -> Derivation;
    withTools :: [ String ] -> [ String ] -> Derivation;
  }
  ```

  As the registry toolchain's: `host` is one path whatever is built for, and `sysroot triples` adds
  the standard libraries of `triples` to it. `withTools components triples` is a whole toolchain for
  people and for checks.
*/
version:
let
  inherit (pkgs) lib;
  dated = builtins.match "(beta|nightly)(-([0-9]{4}-[0-9]{2}-[0-9]{2}))?" version;
  channel = if dated == null then rustBin.stable else rustBin.${builtins.head dated};
  newest = lib.last ([ version ] ++ lib.sort lib.versionOlder (lib.filter (lib.hasPrefix "${version}.") (lib.attrNames channel)));
  key =
    if dated == null then newest
    else if builtins.elemAt dated 2 == null then "latest"
    else builtins.elemAt dated 2;
  release = channel.${key} or (fail {
    file = "pyproject.toml";
    mistake = "Rust ${version} is not known to the locked rust-overlay";
    remedy = [
      "Take a newer one: nix flake update wheelpin/rust-overlay"
      "Or name another version: [tool.wheelpin] rust = \"1.98.0\""
    ];
  });

  inherit (host.host) triple;
  # Without rust-src: its files would stand in panic messages in place of neutral names.
  minimal = release.minimal;
  std = target: release._components.${target}.rust-std or (minimal.override { targets = [ target ]; });

  sysroot = triples:
    let
      others = lib.unique (lib.filter (name: name != triple) triples);
      parts = [ minimal ] ++ map std (lib.sort builtins.lessThan others);
    in
    derivation {
      name = "wheelpin-sysroot-${minimal.version}";
      system = "builtin";
      builder = "builtin:buildenv";
      derivations = builtins.concatLists (map (part: [ "true" "5" "1" "${part}" ]) parts);
      manifest = builtins.toFile "manifest.nix" "[ ]";
      preferLocalBuild = true;
      allowSubstitutes = false;
    };
in
{
  inherit triple sysroot std;
  host = minimal;
  inherit (minimal) version;
  withTools = components: targets: minimal.override { extensions = components; inherit targets; };
}

{ system, pins, fetch, run, unpack, sevenZip, tools, libc }:

/**
  Rust from its own distribution server, made to run with the pinned libc.

  # Type
  rust :: String (version key in pins) -> {
    version :: String, triple :: String, host :: Derivation,
    std :: String (triple) -> Derivation, sysroot :: [ String ] -> Derivation,
  }
  `host` has bin/rustc and bin/cargo and no standard library; `sysroot
  triples` is a tree of links with the standard libraries of the build host
  and of `triples`, given to rustc by `--sysroot`.
*/
version:
let
  release = pins.rust.${version};
  triple = { x86_64-linux = "x86_64-unknown-linux-gnu"; aarch64-linux = "aarch64-unknown-linux-gnu"; }.${system};
  component = release.hosts.${system};

  host = run {
    name = "wheelpin-rust-${release.version}";
    script = ./rust.sh;
    inherit sevenZip;
    patchelf = tools.patchelf;
    inherit (libc) loader path;
    archives = map fetch [ component.rustc component.cargo ];
    libraryPath = libc.path;
  };

  std = target: unpack {
    name = "rust-std-${release.version}-${target}";
    pins = [ release.std.${target} ];
    strip = 2;
  };

  sysroot = triples:
    let
      parts = [ host ] ++ map std (builtins.attrNames (builtins.listToAttrs (map (name: { inherit name; value = null; }) ([ triple ] ++ triples))));
    in
    derivation {
      name = "wheelpin-sysroot-${release.version}";
      system = "builtin";
      builder = "builtin:buildenv";
      derivations = builtins.concatLists (map (part: [ "true" "5" "1" "${part}" ]) parts);
      manifest = builtins.toFile "manifest.nix" "[ ]";
      preferLocalBuild = true;
      allowSubstitutes = false;
    };
in
{
  inherit triple host std sysroot;
  inherit (release) version;
}

/**
  What ci/record-nix-logs has Nix build: one aggregate derivation over cells that end in every way.

  # Type
  { salt :: String, kind :: "success" | "failure" | "interrupted" } -> Derivation

  `salt` makes all derivations new ones.
*/
{ salt, kind }:
let
  system = builtins.currentSystem;
  inherit (import ../../../../nix { inherit system; }) toolchain;
  rust = toolchain.rust toolchain.pins.default-rust;
  cell = name: attributes: toolchain.run ({ inherit name salt; script = ./cell.sh; } // attributes);
  crate = name: attributes: cell name ({
    tools = [ rust.host ];
    sysroot = rust.sysroot [ ];
    colour = "never";
    source = "pub fn answer() -> u32 { numbers::forty() + 2 }";
  } // attributes);
  pinned = { outputHashMode = "flat"; outputHashAlgo = "sha256"; outputHash = "0000000000000000000000000000000000000000000000000000"; };

  wrongHash = cell "wrong-hash" (pinned // { does = "echo ${salt} > $out"; });
  cells = {
    success = [
      (crate "cp311-abi3-manylinux_2_28_x86_64" { colour = "always"; })
      (cell "phases" { does = ''echo '@nix {"action":"setPhase","phase":"pack"}' >&2; echo packed; echo > $out''; })
      (derivation {
        name = "downloaded";
        system = "builtin";
        builder = "builtin:fetchurl";
        url = "file://${builtins.toFile "file" salt}";
        outputHashMode = "flat";
        outputHashAlgo = "sha256";
        outputHash = builtins.hashString "sha256" salt;
        preferLocalBuild = true;
      })
      (cell "substituted" { does = "echo > $out"; })
    ];
    failure = [
      (crate "cp39-abi3-win_amd64" { })
      (crate "types" { colour = "always"; source = "pub fn answer() -> u32 { let unused = 1; \"forty\" }"; })
      (crate "borrow" { source = "pub fn answer(words: Vec<String>) -> usize { drop(words); words.len() + missing() }"; })
      wrongHash
      (cell "needs-wrong-hash" { inherit wrongHash; does = "echo > $out"; })
      (cell "slow" { does = "echo sleeping; sleep 600"; })
      # The first process of a sandbox cannot kill itself.
      (cell "killed" { __noChroot = true; does = "kill -9 $$"; })
      (cell "refused" { does = "echo 'wheelpin: src/lib.rs: names a path' >&2; exit 3"; })
      (cell "no-output" { does = "echo nothing"; })
      (cell "full" { does = "echo text > /dev/full"; })
      (derivation {
        name = "unreachable";
        system = "builtin";
        builder = "builtin:fetchurl";
        url = "http://127.0.0.1:9/${salt}";
        outputHashMode = "flat";
        outputHashAlgo = "sha256";
        outputHash = builtins.hashString "sha256" salt;
        preferLocalBuild = true;
      })
    ];
    interrupted = [ (cell "slow" { does = "echo sleeping; sleep 600"; }) ];
  };
in
derivation {
  name = "wheels";
  system = "builtin";
  builder = "builtin:buildenv";
  derivations = builtins.concatLists (map (part: [ "true" "5" "1" "${part}" ]) cells.${kind});
  manifest = builtins.toFile "manifest.nix" "[ ]";
  preferLocalBuild = true;
  allowSubstitutes = false;
}

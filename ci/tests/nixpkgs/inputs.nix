/**
  The flake inputs that the nixpkgs toolchain takes: crane and rust-overlay as they are locked in
  flake.lock, and packages.nix in place of nixpkgs. Their trees must be in the store already; nothing
  is fetched.

  # Type
  inputs :: { nixpkgsLib :: Path (a tree of nixpkgs.lib), crane, rustOverlay :: Path } -> { NAME :: Flake }
*/
{ crane, rustOverlay, nixpkgsLib }:
let
  lib = import (nixpkgsLib + "/lib");
  all = builtins.listToAttrs (map
    (system: { name = system; value = import ./packages.nix { inherit system lib; }; })
    [ "x86_64-linux" "aarch64-linux" "x86_64-darwin" "aarch64-darwin" ]);
  nixpkgs = { inherit lib; legacyPackages = all; };
  flake = tree: inputs: (import (tree + "/flake.nix")).outputs ({ self = { outPath = tree; }; } // inputs);
in
{
  inherit nixpkgs;
  nixpkgs-locked = nixpkgs;
  crane = flake crane { };
  rust-overlay = flake rustOverlay { inherit nixpkgs; };
  # Of nothing but a name: no test runs cargo audit.
  advisory-db = { outPath = builtins.path { path = ./nixpkgs-files; name = "advisory-db"; }; };
}

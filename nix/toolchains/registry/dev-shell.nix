{ system, bash, devCc }:

/**
  A derivation for `nix develop`, which takes the environment of one whose builder is bash.

  # Type
  devShell :: { name :: String, rust :: Derivation, packages :: [ Derivation ], variables :: AttrSet } -> Derivation
*/
{ name, rust, packages, variables }:
let
  all = [ rust devCc ] ++ packages;
  triple = { x86_64-linux = "X86_64_UNKNOWN_LINUX_GNU"; aarch64-linux = "AARCH64_UNKNOWN_LINUX_GNU"; }.${system};
in
derivation (variables // {
  inherit name system;
  # Nix asks for it by the variable.
  outputs = [ "out" ];
  builder = "${bash}/bin/bash";
  # What `nix build` makes of it: a file that keeps the packages from garbage collection.
  args = [ "-c" "echo $packages >$out" ];
  packages = all;
  "CARGO_TARGET_${triple}_RUNNER" = "${devCc}/bin/wheelpin-run";
  PATH = builtins.concatStringsSep ":" (map (package: "${package}/bin") all);
  XDG_DATA_DIRS = builtins.concatStringsSep ":" (map (package: "${package}/share") all);
})

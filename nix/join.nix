{ toolchain }:

/**
  One directory with the files of several, unless something that was found in them is an error
  (`findings`, a derivation of check.nix): then it fails and says what.

  Every part is a dependency of one derivation, so that Nix tells of a failure at once (a top-level
  derivation's failure is told only after all others ended).

  # Type
  join :: { name :: String, paths :: [ Derivation ], findings :: Derivation } -> Derivation
*/
{ name, paths, findings }:
toolchain.run {
  inherit name paths findings;
  script = ./join.sh;
}

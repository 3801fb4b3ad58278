{ toolchain }:

/**
  One directory with the files of several. Every part is a dependency of one
  derivation, so that Nix tells of a failure at once (a top-level derivation's
  failure is told only after all others ended).

  # Type
  join :: { name :: String, paths :: [ Derivation ] } -> Derivation
*/
{ name, paths }:
toolchain.run {
  inherit name paths;
  script = builtins.toFile "join.sh" ''
    mkdir "$out"
    for path in $paths; do
      cp "$path"/* "$out/"
    done
  '';
}

{ files, run, unpack }:

/**
  Static bash, for `nix develop`, which takes nothing else: no build runs it.

  # Type
  bash :: Derivation  (bin/bash)
*/
run {
  name = "wheelpin-bash";
  script = ./bash.sh;
  tree = unpack { name = "bash-static"; pins = [ files.bash-static ]; };
}

/**
  What wheelpin offers to other flakes.

  # Type
  lib :: { mkFlake, tree }
*/
{
  mkFlake = import ./mk-flake.nix;
  tree = import ./tree.nix;
}

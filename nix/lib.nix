/**
  What wheelpin offers to other flakes. `inputs` are those of wheelpin's flake: the nixpkgs toolchain
  is made of them, and a project may give others of the same names.

  # Type
  lib :: { inputs :: { NAME :: Flake } ? { } } -> { mkFlake, tree }
*/
{
  inputs ? { },
}:
let
  own = inputs;
in
{
  # Arguments by name, so that they can be asked for.
  mkFlake =
    {
      src,
      project ? "",
      config ? { },
      systems ? null,
      inputs ? { },
    }@arguments:
    import ./mk-flake.nix (arguments // { inputs = own // inputs; });
  tree = import ./tree.nix;
}

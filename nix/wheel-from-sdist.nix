{ toolchain, vendor, compile, wheel }:

/**
  A wheel made from the finished sdist instead of the tree, by the same steps and with the same
  dependencies: that it can be built from what is published. For projects at the root of their tree alone:
  elsewhere an sdist has other paths than the tree.

  # Type
  wheelFromSdist :: { config :: Config, cell :: Cell (of `cells`), sdist :: Derivation } -> Derivation | null
*/
{ config, cell, sdist }:
let
  source = toolchain.run {
    name = "wheelpin-unpacked-sdist-${config.fileName}";
    script = ./wheel-from-sdist.sh;
    inherit sdist;
  };
  vendored = vendor config;
  compiled = compile {
    inherit config source;
    inherit (cell) target abi dependencies;
    vendor = vendored;
  };
in
if config.projectDir != "" || config.workspaceRoot != "" then null
else wheel { inherit config cell compiled source; vendor = vendored; }

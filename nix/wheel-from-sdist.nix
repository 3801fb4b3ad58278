{ toolchain, vendor, compile, wheel }:

/**
  A wheel made from the finished sdist instead of the tree, by the same steps and with the same
  dependencies: that it can be built from what is published.

  # Type
  wheelFromSdist :: { config :: Config, cell :: Cell (of `cells`), sdist :: Derivation } -> Derivation
*/
{ config, cell, sdist }:
let
  source = toolchain.run {
    name = "wheelpin-unpacked-sdist-${config.fileName}";
    script = ./wheel-from-sdist.sh;
    inherit sdist;
  };
  vendored = vendor config;
  isAtRoot = config.projectDir == "" && config.workspaceRoot == "";
  # maturin puts pyproject.toml at the root of an sdist and writes its paths anew; they count. What
  # is said here of paths in the tree is not true there.
  sdistConfig =
    if isAtRoot then config
    else config // {
      projectDir = "";
      lockPath = "";
      buildPyproject = null;
      pythonSource = null;
      maturin = builtins.removeAttrs config.maturin [ "data" ] // { manifest-path = "Cargo.toml"; };
    };
  compiled = compile {
    inherit source;
    config = sdistConfig;
    inherit (cell) target abi dependencies;
    vendor = vendored;
  };
in
wheel { inherit cell compiled source; config = sdistConfig; vendor = vendored; keepsSboms = !isAtRoot; }

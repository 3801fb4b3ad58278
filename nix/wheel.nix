{ toolchain, buildEnvironment, toToml }:

/**
  One cell -> one wheel: maturin packs what `compile` built together with the
  Python source. Compiles nothing.

  # Type
  wheel :: { config, vendor, source, compiled, cell, keepsSboms ? false } -> Derivation  (a directory with the wheel)
  With `keepsSboms` SBOMs stay as maturin makes them, with paths of the build: for what is not published.
*/
{ config, vendor, source, compiled, cell, keepsSboms ? false }:
let
  inherit (config) pyproject;
  # For packing again with SBOMs that are there already; maturin has no argument for it.
  withoutSboms = pyproject // {
    tool = builtins.removeAttrs (pyproject.tool or { }) [ "wheelpin" ] // {
      maturin = config.maturin // {
        sbom = config.maturin.sbom or { } // { rust = false; include = [ ]; };
      };
    };
  };
in
toolchain.cargoSteps.wheel (buildEnvironment { inherit config vendor; inherit (cell) target abi; } // {
  # Nothing is linked here.
  zigCaches = [ ];
  name = cell.id;
  script = ./wheel.sh;
  wheelSource = source;
  inherit compiled;
  pyproject = if config.buildPyproject == null then "" else builtins.toFile "pyproject.toml" config.buildPyproject;
  withoutSboms = if keepsSboms then "" else builtins.toFile "pyproject.toml" (toToml withoutSboms);
  inherit (cell) file;
  inherit (toolchain) sevenZip;
})

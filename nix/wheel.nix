{ toolchain, buildEnvironment }:

/**
  One cell -> one wheel: maturin packs what `compile` built together with the
  Python source. Compiles nothing.

  # Type
  wheel :: { config, vendor, source, compiled, cell } -> Derivation  (a directory with the wheel)
*/
{ config, vendor, source, compiled, cell }:
toolchain.run (buildEnvironment { inherit config vendor; inherit (cell) target abi; } // {
  # Nothing is linked here.
  zigCaches = [ ];
  name = cell.id;
  script = ./wheel.sh;
  wheelSource = source;
  inherit compiled;
  inherit (cell) file;
  inherit (toolchain) sevenZip;
})

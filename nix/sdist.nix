{ toolchain, buildEnvironment, sdistFile }:

/**
  The project's source distribution, by maturin.

  # Type
  sdist :: { config, vendor, source, cell } -> Derivation  (a directory with the file)
  `cell` is any cell of the plan: an sdist has no target, the environment has.
*/
{ config, vendor, source, cell }:
toolchain.run (buildEnvironment { inherit config vendor; inherit (cell) target abi; } // {
  # Nothing is linked here.
  zigCaches = [ ];
  name = "wheelpin-sdist-${config.fileName}";
  script = ./sdist.sh;
  wheelSource = source;
  file = sdistFile config;
})

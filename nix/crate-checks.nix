{ toolchain, vendor, rustSource, filesOf }:

/**
  Checks of the project's own crate and tree beside those of its wheels, where the toolchain has them:
  the nixpkgs one, by crane.

  # Type
  crateChecks :: Config -> { NAME :: Derivation }
*/
config:
if toolchain ? checks then
  toolchain.checks {
    inherit config;
    source = rustSource config;
    vendor = vendor config;
    files = filesOf config.src;
  }
else
  { }

{ toolchain, buildEnvironment }:

/**
  Dependencies of one target × abi, compiled: Cargo's target directory without
  anything of the project's own crates.

  `base` is the same target for the first abi (crates that do not see the
  Python are taken from it), `host` the first target for the same abi (build
  scripts and proc macros are taken from it); either may be null.

  # Type
  dependencies :: { config, vendor, stub, target, abi, base, host } -> Derivation
*/
{ config, vendor, stub, target, abi, base ? null, host ? null }:
toolchain.cargoSteps.dependencies (buildEnvironment { inherit config vendor target abi; } // {
  name = "wheelpin-dependencies-${config.fileName}-${target.name}-${abi.pythonTag}-${abi.abiTag}";
  script = ./dependencies.sh;
  inherit stub;
  base = if base == null then "" else base;
  host = if host == null then "" else host;
})

{ toolchain, buildEnvironment }:

/**
  The project's own crates compiled for one cell: the files that Cargo added to
  the restored dependencies, and Cargo's messages about them. A function of the
  Rust source alone: a change in Python leaves it as it is.

  # Type
  compile :: { config, vendor, source, dependencies, target, abi } -> Derivation
  `dependencies` has one derivation per unit of the target (two for universal2).
*/
{ config, vendor, source, dependencies, target, abi }:
toolchain.cargoSteps.compile (buildEnvironment { inherit config vendor target abi; } // {
  # Nix builds what it can in the order of names: after the dependencies of all cells, which more waits for.
  name = "wheelpin-linked-${config.fileName}-${target.name}-${abi.pythonTag}-${abi.abiTag}";
  script = ./compile.sh;
  rustSource = source;
  pyproject = if config.buildPyproject == null then "" else builtins.toFile "pyproject.toml" config.buildPyproject;
  inherit dependencies;
  # maturin wants the Python package's folder to be there; what is in it is not
  # for this derivation to see.
  pythonPackage =
    let
      module = if config.moduleName == null then config.fileName else config.moduleName;
      path = builtins.replaceStrings [ "." ] [ "/" ] module;
      package = if path == module then path else dirOf path;
    in
    if config.pythonSource == null then "" else "${config.pythonSource}/${package}";
  # maturin looks for these two before it starts Cargo.
  firstModule =
    if config.maturin ? manifest-path || baseNameOf (dirOf config.manifestPath) != "rust" then ""
    else "src/${builtins.replaceStrings [ "-" ] [ "_" ] config.name}/__init__.py";
  dataFolder = config.maturin.data or "";
  unitCount = builtins.length target.triples;
})

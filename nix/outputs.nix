{ fail, system, plan, sdistFile, cells, vendor, wheelSource, sdist, join, driver, toolchain }:

/**
  What one project has on one build host.

  # Type
  outputs :: Config -> { packages :: { wheels, sdist, dist, wheelpin, <cell id> … }, matrix :: Plan, checks }
  `matrix` is pure data.
*/
config:
let
  planned =
    if config.toolchain == "registry" then plan config
    else fail {
      file = "pyproject.toml";
      mistake = "toolchain = \"${config.toolchain}\" cannot be built with yet";
      remedy = [ "Take `toolchain` out of [tool.wheelpin], or write: toolchain = \"registry\"" ];
    };
  built = cells { inherit config; cells = planned; };
  named = map (cell: { name = cell.id; value = cell.wheel; }) built;
  # An epoch (1!2.0) has a character that a store path cannot have.
  versioned = kind: "wheelpin-${kind}-${config.fileName}-${builtins.replaceStrings [ "!" ] [ "_" ] config.version}";
  wheels = join { name = versioned "wheels"; paths = map (cell: cell.wheel) built; };
  sourceDistribution = sdist {
    inherit config;
    vendor = vendor config;
    source = wheelSource config;
    cell = builtins.head planned;
  };
in
{
  packages = builtins.listToAttrs named // {
    inherit wheels;
    default = wheels;
    sdist = sourceDistribution;
    dist = join { name = versioned "dist"; paths = [ sourceDistribution ] ++ map (cell: cell.wheel) built; };
    wheelpin = driver;
  };

  matrix = {
    schema = 1;
    inherit (config) name version rust;
    buildHost = system;
    toolchain = toolchain.name;
    sdist = sdistFile config;
    sdistDrvPath = builtins.unsafeDiscardStringContext sourceDistribution.drvPath;
    sdistOutPath = builtins.unsafeDiscardStringContext sourceDistribution.outPath;
    tools = { rust = config.rust; } // toolchain.versions;
    cells = map
      (cell: {
        inherit (cell) id file;
        target = cell.target.name;
        triples = cell.target.triples;
        platformTag = cell.target.platformTag;
        tested = cell.target.tested;
        abi = "${cell.abi.pythonTag}-${cell.abi.abiTag}";
        abiKind = cell.abi.kind;
        python = cell.abi.python;
        drvPath = builtins.unsafeDiscardStringContext cell.wheel.drvPath;
        # Not `outPath`: as JSON, a set that has one is that path and nothing else.
        wheelOutPath = builtins.unsafeDiscardStringContext cell.wheel.outPath;
      })
      built;
  };

  checks = builtins.listToAttrs (map (cell: { name = "wheel-${cell.id}"; value = cell.wheel; }) built);
}

{ system, plan, sdistFile, cells, vendor, wheelSource, sdist, check, smoke, wheelFromSdist, join, driver, testers, releaseApp, crateChecks, devShell, toolchain }:

/**
  What one project has on one build host.

  # Type
  outputs :: Config -> { apps :: { default, wheelpin, release }, packages :: { wheels, sdist, dist, wheelpin, testers, tester-<system> …, <cell id> … }, matrix :: Plan, checks,
    devShells :: { default } }
  `matrix` is pure data.
*/
config:
let
  planned = plan config;
  built = cells { inherit config; cells = planned; };
  checks = check config planned;
  smokeOf = smoke config;
  # One wheel is made from the sdist: the first that runs on the build host itself.
  native = builtins.filter (cell: builtins.any (python: !python.isEmulated) (smokeOf.pythonsFor cell)) built;
  fromSdist =
    if native == [ ] then null
    else wheelFromSdist { inherit config; cell = builtins.head native; sdist = sourceDistribution; };
  checked = map (cell: cell // { checked = checks.of { name = cell.id; file = cell.wheel; }; }) built;
  named = map (cell: { name = cell.id; value = cell.checked; }) checked;
  # An epoch (1!2.0) has a character that a store path cannot have.
  versioned = kind: "wheelpin-${kind}-${config.fileName}-${builtins.replaceStrings [ "!" ] [ "_" ] config.version}";
  wheelFiles = map (cell: cell.checked) checked;
  sourceDistribution = checks.of {
    name = "sdist-${config.fileName}";
    file = sdist {
      inherit config;
      vendor = vendor config;
      # With all settings in its pyproject.toml.
      source = wheelSource (config // { buildPyproject = null; });
      cell = builtins.head planned;
    };
  };
  release = checks.release ([ sourceDistribution ] ++ wheelFiles);
  whole = name: paths: join { name = versioned name; inherit paths; inherit (release) findings; };
  wheels = whole "wheels" wheelFiles;
  programs = testers planned;
  path = builtins.unsafeDiscardStringContext;
in
{
  packages = builtins.listToAttrs named // programs.one // {
    inherit wheels;
    default = wheels;
    sdist = sourceDistribution;
    dist = whole "dist" ([ sourceDistribution ] ++ wheelFiles);
    wheelpin = driver;
    testers = programs.all;
  };

  devShells.default = devShell config;

  apps = rec {
    default = wheelpin;
    wheelpin = { type = "app"; program = "${driver}/bin/wheelpin"; };
    release = { type = "app"; program = "${releaseApp}/bin/wheelpin-release"; };
  };

  matrix = {
    schema = 1;
    inherit (config) name version rust;
    buildHost = system;
    toolchain = toolchain.name;
    sdist = sdistFile config;
    sdistDrvPath = path sourceDistribution.drvPath;
    sdistOutputPath = path sourceDistribution.outPath;
    sdistFindingsPath = path sourceDistribution.findings.outPath;
    sdistUncheckedPath = path sourceDistribution.unchecked.outPath;
    # The check of all files together.
    releaseDrvPath = path release.drvPath;
    releaseOutputPath = path release.outPath;
    releaseFindingsPath = path release.findings.outPath;
    tools = { rust = config.rust; } // toolchain.versions;
    cells = map
      (cell: {
        inherit (cell) id file;
        target = cell.target.name;
        triples = cell.target.triples;
        platformTag = cell.target.platformTag;
        tested = cell.target.tested;
        abi = "${cell.abi.pythonTag}-${cell.abi.abiTag}";
        # The checks that run it; none: it is not run here.
        smoke = builtins.attrNames (smokeOf.of cell);
        smokeResults = map (it: it // { drvPath = path it.drvPath; outputPath = path it.outputPath; }) (smokeOf.results cell);
        abiKind = cell.abi.kind;
        python = cell.abi.python;
        drvPath = path cell.checked.drvPath;
        # Not `outPath`: a set that has it becomes that string in JSON.
        outputPath = path cell.checked.outPath;
        findingsPath = path cell.checked.findings.outPath;
        uncheckedPath = path cell.wheel.outPath;
      })
      checked;
  };

  checks = crateChecks config // builtins.listToAttrs (map (cell: { name = "check-${cell.id}"; value = cell.checked; }) checked) // {
    check-sdist = sourceDistribution;
    check-release = release;
  }
  // (if fromSdist == null then { } else { smoke-sdist = smokeOf.ofSdist (builtins.head native // { checked = fromSdist; }); })
  // builtins.foldl' (all: cell: all // smokeOf.of cell) { } checked;
}

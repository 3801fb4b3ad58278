{ toolchain, ownTest, requiresPython }:

/**
  Tests of finished wheels: each is installed, imported and tried by the program that `wheelpin test`
  runs (wheelpin-test's harness), in the toolchain's Pythons that it is for, with no network.

  A cell that no Python of the toolchain is for has none.

  # Type

  ```
  smoke :: Config -> {
    pythonsFor :: Cell -> [ Python ];
    of :: Cell with { checked :: Derivation } -> { smoke-CELL-PYTHON :: Derivation; };
    results :: Cell with { checked :: Derivation } -> [ { name, python, release, platform, drvPath, outputPath } ];
    ofSdist :: Cell with { checked :: Derivation } -> Derivation;  (made from the sdist, on the build host)
  }
  ```

  A derivation has result.json (docs/test.md, "The harness"); a test that did not pass fails it. What it has
  as `tried` has it too, as NAME/result.json, and fails only where there is no result.
*/
config:
let
  inherit (config.settings) test;
  own = ownTest config;

  harness = builtins.path {
    name = "harness";
    path = ../driver/wheelpin-test/harness;
    # Not what finds Pythons on a machine.
    filter = file: _type: builtins.elem (baseNameOf file) [ "explain.py" "harness.py" "import_all.py" ];
  };
  supervisor = builtins.head (builtins.filter (python: !python.isEmulated) toolchain.pythons);

  required = if config.requiresPython == null then null else requiresPython config.requiresPython;
  isAllowed = python: required == null || required.allows python.minor;
  minorOf = text: builtins.fromJSON (builtins.elemAt (builtins.split "[.]" text) 2);
  dots = builtins.replaceStrings [ "_" ] [ "." ];
  # PEP 600: a glibc at least as new as the tag's. A Mac that Nix builds on is newer than any floor.
  isOn = target: python:
    if python.os == "macos" then target.os == "macos" && (target.arch == python.arch || target.arch == "universal2")
    else
      target.os == "linux" && target.libc == python.libc && target.arch == python.arch
      && builtins.compareVersions (dots target.level) python.glibc <= 0;
  isFor = abi: python:
    if abi.kind == "none" then true
    else if abi.kind == "abi3" then !python.freeThreaded && minorOf abi.python <= python.minor
    else abi.kind == "cpython" && abi.freeThreaded == python.freeThreaded && abi.python == python.name;
  pythonsFor = cell:
    builtins.filter (python: isOn cell.target python && isFor cell.abi python && isAllowed python) toolchain.pythons;

  # Seconds, as the driver has them.
  limits = python:
    let
      factor = if python.isEmulated then 10 else 1;
      limit = usual: if test.timeout == null then usual * factor else test.timeout;
    in
    {
      environment = 120 * factor;
      install = 300 * factor;
      import = limit 120;
      test = limit 600;
    };

  # What a person calls the Python.
  called = python: python.name + (if python.isEmulated then " for ${python.arch}, emulated" else "");

  # As the manifest names it.
  platformOf = python: if python.os == "macos" then "macos-${python.arch}" else "linux-${python.arch}-${if python.libc == "gnu" then "glibc" else python.libc}";

  # The test itself, which leaves its result however it ends.
  try = cell: python: toolchain.run {
    name = "wheelpin-tried-${cell.id}-${python.tag}";
    script = ./try.sh;
    # Results of several are joined in one directory.
    label = "smoke-${cell.id}-${python.tag}";
    inherit harness;
    supervisor = supervisor.command;
    passAsFile = [ "request" ];
    request = builtins.toJSON {
      schema = 1;
      wheel = "${cell.checked}/${cell.file}";
      python = python.command;
      # Relative to where the script runs it.
      work = "work";
      result = "result.json";
      inherit (toolchain) pip;
      wheelhouse = if own.wheelhouse == null then [ ] else [ own.wheelhouse ];
      inherit (test) dependencies requirements modules skip;
      test = if own.command == null then null else { inherit (own) command files source; };
      path = "${toolchain.shell}/bin";
      limits = limits python;
    };
  };

  # Fails where the test did not pass.
  run = cell: python:
    let tried = try cell python; in
    toolchain.run {
      name = "wheelpin-smoke-${cell.id}-${python.tag}";
      script = ./smoke.sh;
      inherit tried;
      inherit (tried) label;
      inherit (cell) file;
      python = called python;
    } // { inherit tried; };

  checksOf = cell: map
    (python: {
      name = "smoke-${cell.id}-${python.tag}";
      python = python.tag;
      inherit (python) release;
      platform = platformOf python;
      check = run cell python;
    })
    (pythonsFor cell);
in
{
  inherit pythonsFor;
  ofSdist = cell: run (cell // { id = "sdist"; }) supervisor;
  of = cell: builtins.listToAttrs (map (it: { inherit (it) name; value = it.check; }) (checksOf cell));
  results = cell: map
    (it: {
      inherit (it) name python release platform;
      drvPath = it.check.tried.drvPath;
      outputPath = it.check.tried.outPath;
    })
    (checksOf cell);
}

/**
  The scope: every function of wheelpin by name. A function takes what it needs of the others as
  arguments, by the same names.

  # Type

  ```
  { system :: String | null; … } -> { NAME :: function or table; }
  ```

  # Example

  ```nix
  (import ./nix { }).project { src = ./.; }
  => { name = "dioxide"; version = "2.1.0"; … }
  ```
*/
{
  system ? null,
}:
let
  callPackage =
    file: overrides:
    let
      function = import file;
      arguments = builtins.functionArgs function;
    in
    function (builtins.intersectAttrs arguments scope // overrides);

  scope = {
    inherit system callPackage;

    fail = callPackage ./fail.nix { };
    strings = callPackage ./strings.nix { };
    nearest = callPackage ./nearest.nix { };
    unknownWord = callPackage ./unknown-word.nix { };
    relativePath = callPackage ./relative-path.nix { };
    readToml = callPackage ./read-toml.nix { };

    pythons = callPackage ./pythons.nix { };
    pyo3Support = callPackage ./pyo3-support.nix { };
    pyo3Config = callPackage ./pyo3-config.nix { };
    targets = callPackage ./targets.nix { };
    platformLevels = callPackage ./platform-levels.nix { };
    resolveTarget = callPackage ./resolve-target.nix { };
    # What the pins offer; `null` for the triples means "do not check".
    rustChannels = {
      default = "1.98.0";
      known = [ "1.98.0" ];
    };
    rustStdTriples = null;

    version = callPackage ./version.nix { };
    requiresPython = callPackage ./requires-python.nix { };
    settings = callPackage ./settings.nix { };
    pyproject = callPackage ./pyproject.nix { };
    cargoManifest = callPackage ./cargo-manifest.nix { };
    cargoLock = callPackage ./cargo-lock.nix { };
    cargoFeatures = callPackage ./cargo-features.nix { };
    pythonLayout = callPackage ./python-layout.nix { };
    bindings = callPackage ./bindings.nix { };
    rustVersion = callPackage ./rust-version.nix { };
    stableAbis = callPackage ./stable-abis.nix { };
    abis = callPackage ./abis.nix { };
    project = callPackage ./project.nix { };
    plan = callPackage ./plan.nix { };
    sdistFile = callPackage ./sdist-file.nix { };
  };
in
scope

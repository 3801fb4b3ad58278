/**
  The scope: every function of wheelpin by name. A function takes what it needs of the others as
  arguments, by the same names.

  # Type

  ```
  {
    system :: String | null; registries :: AttrSet;
    toolchainName :: "registry" | "nixpkgs"; inputs :: { NAME :: Flake; };
  } -> { NAME :: function or table; }
  ```

  # Example

  ```nix
  (import ./nix { }).project { src = ./.; }
  => { name = "dioxide"; version = "2.1.0"; … }
  ```
*/
{
  system ? null,
  registries ? { },
  toolchainName ? "registry",
  inputs ? { },
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
    pins = builtins.fromJSON (builtins.readFile ./toolchains/registry/pins.json);
    rustChannels = {
      default = scope.pins.default-rust;
      known = builtins.attrNames scope.pins.rust;
    };
    # Of a version that only rust-overlay knows, as far as is known here.
    rustStdTriples =
      rust: builtins.attrNames (scope.pins.rust.${rust} or scope.pins.rust.${scope.pins.default-rust}).std;

    version = callPackage ./version.nix { };
    requiresPython = callPackage ./requires-python.nix { };
    checkSettings = callPackage ./check-settings.nix { };
    testSettings = callPackage ./test-settings.nix { };
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
    toToml = callPackage ./to-toml.nix { };
    filesOf = callPackage ./files-of.nix { };
    buildPyproject = callPackage ./build-pyproject.nix { };
    project = callPackage ./project.nix { };
    ownTest = callPackage ./own-test.nix { };
    plan = callPackage ./plan.nix { };
    sdistFile = callPackage ./sdist-file.nix { };

    # What follows makes derivations and needs `system`.
    registries = callPackage ./registries.nix { overrides = registries; };
    registryToolchain = import ./toolchains/registry;
    nixpkgsToolchain = import ./toolchains/nixpkgs;
    toolchain =
      {
        registry = scope.registryToolchain { inherit (scope) system registries; };
        nixpkgs = scope.nixpkgsToolchain {
          inherit inputs;
          inherit (scope)
            fail
            pins
            registries
            system
            toToml
            ;
        };
      }
      .${toolchainName};
    units = callPackage ./units.nix { };
    appleStubs = callPackage ./apple-stubs.nix { };
    appleSdk = callPackage ./apple-sdk.nix { };
    windowsImportLibraries = callPackage ./windows-import-libraries.nix { };
    compilers = callPackage ./compilers.nix { };
    zigCache = callPackage ./zig-cache.nix { };
    zigInodes = callPackage ./zig-inodes.nix { };
    percentDecode = callPackage ./percent-decode.nix { };
    gitSource = callPackage ./git-source.nix { };
    gitCrate = callPackage ./git-crate.nix { };
    vendorGit = callPackage ./vendor-git.nix { };
    vendor = callPackage ./vendor.nix { };
    workspaceManifests = callPackage ./workspace-manifests.nix { };
    workspacePart = callPackage ./workspace-part.nix { };
    stub = callPackage ./stub.nix { };
    rustSource = callPackage ./rust-source.nix { };
    wheelSource = callPackage ./wheel-source.nix { };
    buildEnvironment = callPackage ./build-environment.nix { };
    dependencies = callPackage ./dependencies.nix { };
    compile = callPackage ./compile.nix { };
    wheel = callPackage ./wheel.nix { };
    cells = callPackage ./cells.nix { };
    sdist = callPackage ./sdist.nix { };
    checker = callPackage ./checker.nix { };
    check = callPackage ./check.nix { };
    wheelFromSdist = callPackage ./wheel-from-sdist.nix { };
    smoke = callPackage ./smoke.nix { };
    join = callPackage ./join.nix { };
    driver = callPackage ./driver.nix { };
    testers = callPackage ./testers.nix { };
    releaseApp = callPackage ./release-app.nix { };
    crateChecks = callPackage ./crate-checks.nix { };
    devShell = callPackage ./dev-shell.nix { };
    outputs = callPackage ./outputs.nix { };
  };
in
scope

/**
  The errors a person meets, each as the call that brings it about and what its message must hold: the
  file, the mistake, the remedy. The trees are in errors/. `ci/test-eval` runs them, since a message
  cannot be caught inside the language.

  # Type

  ```
  { cases :: { NAME :: { run :: a; holds :: [String]; }; }; index :: String; }
  ```

  `index` is one line per case, its name and then what its message must hold, separated by tabs.
*/
let
  scope = import ../. { };
  project =
    name: config:
    scope.project {
      src = ./errors + "/${name}";
      inherit config;
    };
  plan =
    name: config:
    let
      config' = project name config;
    in
    builtins.length (scope.plan config');
  case = run: holds: { inherit run holds; };
  tree = name: case (plan name { });
  plain = config: case (plan "plain" config);

  withStd =
    (scope.callPackage ../resolve-target.nix { rustStdTriples = _rust: [ "x86_64-unknown-linux-gnu" ]; })
      { file = "pyproject.toml"; rust = "1.98.0"; };

  # Errors of functions that make derivations.
  native = import ../. { system = "x86_64-linux"; };
  vendored =
    package:
    (native.vendor {
      fileName = "sample";
      lockPath = "Cargo.lock";
      lock.package = [
        (
          {
            name = "inhouse";
            version = "1.0.0";
          }
          // package
        )
      ];
    }).tree.drvPath;
  extraFile =
    path:
    native.rustSource (
      scope.project {
        src = ./projects/mixed;
        config.extra-files = [ path ];
      }
    );

  cases = {
    noLock = tree "no-lock" [
      "Cargo.lock: there is no such file, or git ignores it"
      "cargo generate-lockfile"
      "git add -f Cargo.lock"
    ];
    noPyproject = tree "no-pyproject" [
      "pyproject.toml: there is no such file"
      "project = \"python\""
      "ci/tree --project python DIRECTORY"
      "git add pyproject.toml"
    ];
    unknownOutput = case ((import ../tree.nix {
      path = toString ./errors/plain;
      config = "{\"targets\": [\"windows-x86_64\"]}";
      system = "x86_64-linux";
    }).output "wheel").drvPath [
      "ci/tree: unknown output: \"wheel\""
      "Did you mean \"wheels\"?"
      "\"cp311-abi3-win_amd64\""
    ];
    otherBackend = tree "other-backend" [
      "pyproject.toml: the build backend is setuptools.build_meta"
      "build-backend = \"maturin\""
    ];
    gitWithoutRevision = tree "git-without-revision" [
      "Cargo.lock: the git dependency moving has no revision"
      "cargo update -p moving"
    ];
    noCdylib = tree "no-cdylib" [
      "Cargo.toml: crate-type of sample has no cdylib"
      "crate-type = [\"cdylib\"]"
    ];
    noCrateVersion = tree "no-crate-version" [
      "Cargo.toml: pyproject.toml takes the version from here (dynamic), but [package] has none"
      "version = \"0.1.0\""
    ];
    crateVersionNotPython = tree "crate-version-not-python" [
      "Cargo.toml: [package] version \"1.0.0-nightly\" is not a version for Python"
      "1.2.0-rc.1"
    ];
    noVersion = tree "no-version" [
      "pyproject.toml: [project] has no version"
      "dynamic = [\"version\"]"
    ];
    abi3tNeedsNewerPyo3 = tree "abi3t-old-pyo3" [
      "pyproject.toml: PyO3's feature abi3t needs PyO3 0.29, and Cargo.lock has 0.28.3"
      "cargo update -p pyo3"
    ];
    rustNotPinned = tree "rust-not-pinned" [
      "rust-toolchain.toml: Rust 1.12.0 is not among wheelpin's pins"
      "Pinned: ${scope.strings.quoted scope.rustChannels.known}."
      "rust = \"${scope.rustChannels.default}\""
    ];
    rustSettingNotPinned = plain { rust = "1.98.9"; } [
      "pyproject.toml: Rust 1.98.9 is not among wheelpin's pins"
      "Did you mean \"1.98."
    ];
    badRequiresPython = tree "bad-requires-python" [
      "pyproject.toml: [project] requires-python \"three\" is not a version specifier"
      "requires-python = \">=3.11\""
    ];
    noPythonLeft = tree "no-python-left" [
      "pyproject.toml: requires-python \">=4\" leaves no Python"
      "Widen requires-python"
    ];
    badName = tree "bad-name" [
      "pyproject.toml: [project] name \"-sample\" is not a valid name"
      "ASCII letters"
    ];
    noManifest = tree "no-manifest" [
      "pyproject.toml: [tool.maturin] manifest-path \"rust/crate/Cargo.toml\" does not exist"
      "Correct the path"
    ];
    newLockFormat = tree "new-lock-format" [
      "Cargo.lock: lock file format 9 is not supported"
      "rm Cargo.lock && cargo generate-lockfile"
    ];
    staleLock = tree "stale-lock" [
      "Cargo.lock: it is out of date: Cargo.toml depends on pyo3"
      "cargo update --workspace"
    ];
    oldVersionInLock = tree "old-version-in-lock" [
      "Cargo.lock: it is out of date: Cargo.toml has version 0.2.0, and it has sample 0.1.0"
      "cargo update --workspace"
    ];
    noBinding = tree "no-binding" [
      "Cargo.toml: cannot tell how sample becomes Python"
      "cargo add pyo3"
    ];
    badModuleName = tree "bad-module-name" [
      "pyproject.toml: the module would be called \"sample.my-core\""
      "module-name = \"sample.my_core\""
    ];
    oldPyo3 = tree "old-pyo3" [
      "pyproject.toml: PyO3 0.15.2 is older than wheelpin knows"
      "cargo update -p pyo3"
    ];
    twoPyo3 = tree "two-pyo3" [
      "Cargo.lock: it holds several versions of pyo3: \"0.28.3\" and \"0.29.3\""
      "cargo tree -i pyo3"
    ];
    unknownKey = tree "unknown-key" [
      "pyproject.toml: unknown key in [tool.wheelpin]: \"many-linux\""
      "Did you mean \"manylinux\"?"
    ];
    uniffi = tree "uniffi" [
      "pyproject.toml: uniffi bindings are not supported"
      "move it to PyO3"
    ];
    workspaceWithoutCrate = tree "workspace-root" [
      "Cargo.toml: there is no [package]"
      "manifest-path = "
    ];

    unknownTarget = plain { targets = [ "manylinux_x86_64" ]; } [
      "pyproject.toml: unknown target in [tool.wheelpin] targets: \"manylinux_x86_64\""
      "Did you mean \"manylinux-x86_64\"?"
    ];
    unknownPython = plain { pythons = [ "3.12t" ]; } [
      "pyproject.toml: unknown Python in [tool.wheelpin] pythons: \"3.12t\""
      "Did you mean \"3.12\"?"
    ];
    unknownBuildTool = plain { build-tools = [ "cmaek" ]; } [
      "pyproject.toml: unknown word in [tool.wheelpin] build-tools: \"cmaek\""
      "Did you mean \"cmake\"?"
    ];
    unknownToolchain = plain { toolchain = "nixpkg"; } [
      "pyproject.toml: unknown word in [tool.wheelpin] toolchain: \"nixpkg\""
      "Did you mean \"nixpkgs\"?"
    ];
    wrongType = plain { free-threaded = "yes"; } [
      "pyproject.toml: [tool.wheelpin] free-threaded must be true or false, but is a string (\"yes\")"
      "free-threaded = true"
    ];
    wrongTypeInList = plain { targets = [ 1 ]; } [
      "pyproject.toml: [tool.wheelpin] targets must be a list of strings"
      "targets = [\"manylinux-x86_64\"]"
    ];
    unknownCheckKey = plain { check.ingore = { }; } [
      "pyproject.toml: unknown key in [tool.wheelpin.check]: \"ingore\""
      "Did you mean \"ignore\"?"
    ];
    ignoreIsAList = plain { check.ignore = [ "stripped" ]; } [
      "pyproject.toml: [tool.wheelpin.check] ignore must be a table"
      "RULE = \"WHY\""
    ];
    ignoredWithoutAReason = plain { check.ignore.stripped = " "; } [
      "pyproject.toml: [tool.wheelpin.check.ignore] stripped has no reason"
      "stripped = \"WHY\""
    ];
    denyIsAString = plain { check.deny = "leak-home-path"; } [
      "pyproject.toml: [tool.wheelpin.check] deny must be a list of rules"
      "deny = [\"leak-home-path\"]"
    ];
    unknownTestKey = plain { test.modlues = [ ]; } [
      "pyproject.toml: unknown key in [tool.wheelpin.test]: \"modlues\""
      "Did you mean \"modules\"?"
    ];
    timeoutIsNoNumber = plain { test.timeout = "60 s"; } [
      "pyproject.toml: [tool.wheelpin.test] timeout must be a number of seconds"
      "timeout = 60"
    ];
    skippedWithoutAReason = plain { test.skip."sample.gui" = ""; } [
      "pyproject.toml: [tool.wheelpin.test.skip] sample.gui is skipped for no reason"
      "Say why"
    ];
    twoOwnTests = plain { test = { file = "a.py"; command = [ "pytest" ]; }; } [
      "pyproject.toml: [tool.wheelpin.test] has a file and a command"
      "Leave out one of them"
    ];
    ownTestIsNotThere = case (native.ownTest (project "plain" { test.file = "tests/a.py"; })).files [
      "pyproject.toml: [tool.wheelpin.test] names tests/a.py, which is not in the project"
      "git add"
    ];
    sizeLimitIsNoNumber = plain { check.file-size-limit = "250 MB"; } [
      "pyproject.toml: [tool.wheelpin.check] file-size-limit must be a number of bytes"
      "file-size-limit = 262144000"
    ];
    levelBelowFloor = plain { manylinux = "2014"; targets = [ "manylinux-riscv64" ]; } [
      "pyproject.toml: manylinux_2_17 is below what manylinux-riscv64 allows, manylinux_2_31"
      "manylinux = { default = \"2_17\", riscv64 = \"2_31\" }"
    ];
    unknownLevel = plain { manylinux = "2_29"; } [
      "pyproject.toml: unknown level in [tool.wheelpin] manylinux: \"2_29\""
      "Did you mean \"2_2"
    ];
    unknownArchitecture = plain { manylinux = { x86-64 = "2_28"; }; } [
      "pyproject.toml: unknown architecture in [tool.wheelpin.manylinux]: \"x86-64\""
      "Did you mean \"x86_64\"?"
    ];
    muslBelowFloor = plain { musllinux = "1_1"; } [
      "pyproject.toml: musllinux_1_1 is below what"
      "musllinux = \"1_2\""
    ];
    macosBelowFloor = plain { macos-deployment-target = { x86_64 = "10.9"; }; } [
      "pyproject.toml: macOS 10.9 is below what macos-x86_64 allows, 10.12"
      "x86_64 = \"10.12\""
    ];
    macosMinor = plain { macos-deployment-target = "12.3"; } [
      "pyproject.toml: [tool.wheelpin] macos-deployment-target is \"12.3\", which no wheel can be tagged with"
      "\"12.0\""
    ];
    mistypedRegistry = case (import ../. { registries.crate = "https://mirror.example/crates"; }).registries.bases [
      "pyproject.toml: unknown registry in [tool.wheelpin.registries]: \"crate\""
      "Did you mean \"crates\"?"
    ];
    registryIsNoAddress = plain { registries.crates = 1; } [
      "pyproject.toml: [tool.wheelpin] registries must be a table of addresses"
      "crates = \"https://"
    ];
    noRustStd = plain { targets = [ "musllinux-s390x" ]; } [
      "pyproject.toml: target musllinux-s390x cannot be built: Rust ${scope.rustChannels.default} has no standard library for s390x-unknown-linux-musl"
      "Take \"musllinux-s390x\" out of targets"
    ];
    noRustStdInThePins = case (withStd "windows-x86_64").platformTag [
      "pyproject.toml: target windows-x86_64 cannot be built"
      "x86_64-pc-windows-gnu"
    ];
    pythonNewerThanPyo3 = plain { pythons = [ "3.15" ]; } [
      "pyproject.toml: [tool.wheelpin] pythons names 3.15, which PyO3 0.28.3 does not support (it supports 3.7 to 3.14)"
      "cargo update -p pyo3"
    ];
    pythonExcluded = plain { pythons = [ "3.10" ]; } [
      "pyproject.toml: [tool.wheelpin] pythons names 3.10, which requires-python \">=3.11\" excludes"
      "Take \"3.10\" out of pythons"
    ];
    abi3Refused = plain { abi3 = false; } [
      "pyproject.toml: [tool.wheelpin] abi3 is false, but PyO3's features ask for it (abi3-py311)"
      "Take the feature out"
    ];
    unknownRegistry =
      case
        (vendored {
          source = "sparse+https://cargo.example/index/";
          checksum = "";
        })
        [
          "Cargo.lock: crate inhouse 1.0.0 comes from a registry that wheelpin does not know: sparse+https://cargo.example/index/"
          "[tool.wheelpin.registries]"
          "\"sparse+https://cargo.example/index/\" = \"https://"
        ];
    noChecksum =
      case (vendored { source = builtins.head (builtins.attrNames native.registries.cargo-sources); })
        [
          "Cargo.lock: crate inhouse 1.0.0 has no checksum"
          "rm Cargo.lock; cargo generate-lockfile"
        ];
    extraFileMistyped = case (extraFile "pyhton/sample/prelude/strat.py") [
      "pyproject.toml: [tool.wheelpin] extra-files names \"pyhton/sample/prelude/strat.py\", which is not in the source tree"
      "Did you mean \"python/sample/prelude/start.py\"?"
      "git add -N FILE"
    ];
    extraFileOutsideTheTree = case (extraFile "../prelude.py") [
      "pyproject.toml: [tool.wheelpin] extra-files names \"../prelude.py\", which is not in the source tree"
      "relative to the directory of that file"
    ];
    extraFileInASubfolder =
      case
        (native.rustSource (
          scope.project {
            src = ./projects/workspace;
            project = "python";
            config = {
              rust = "stable";
              extra-files = [ "src/smaple" ];
            };
          }
        ))
        [
          "python/pyproject.toml: [tool.wheelpin] extra-files names \"src/smaple\""
          "Did you mean \"src/sample\"?"
        ];
    unknownBuildHost =
      case (import ../. { system = "riscv64-linux"; }).toolchain.shell.drvPath
        [
          "nix/toolchains/registry/pins.json: no pins for a build host of riscv64-linux"
          "x86_64-linux"
        ];
    nixpkgsWithoutAFlake =
      case
        (import ../. {
          system = "x86_64-linux";
          toolchainName = "nixpkgs";
        }).toolchain.shell.drvPath
        [
          "pyproject.toml: toolchain = \"nixpkgs\" builds with nixpkgs-locked, which is an input of wheelpin's flake"
          "wheelpin.lib.mkFlake { src = self; }"
          "the registry toolchain needs no inputs"
        ];
    nixpkgsOnAnotherBuildHost =
      case
        (import ../. {
          system = "riscv64-linux";
          toolchainName = "nixpkgs";
          inputs.nixpkgs-locked.legacyPackages = { };
        }).toolchain.zigVersion
        [
          "nix/toolchains/registry/pins.json: no pins for a build host of riscv64-linux"
          "aarch64-darwin"
        ];
    sameFileTwice = plain { targets = [ "macos-arm64" "macos-arm64" ]; } [
      "pyproject.toml: two cells would make the same wheel, sample-0.1.0-cp311-abi3-macosx_11_0_arm64.whl"
      "Name each target once"
    ];
  };
in
{
  inherit cases;
  index = builtins.concatStringsSep "" (
    map (name: "${builtins.concatStringsSep "\t" ([ name ] ++ cases.${name}.holds)}\n") (
      builtins.attrNames cases
    )
  );
}

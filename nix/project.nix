/**
  Reads a project and gives its validated configuration: everything that a plan and a build need to
  know, from `pyproject.toml`, `Cargo.toml`, `Cargo.lock` and `rust-toolchain.toml`.

  # Type

  ```
  project :: { src :: Path; project :: String ? ""; config :: AttrSet ? { }; } -> {
    name, fileName, version :: String; src; projectDir :: String;
    bindings :: "pyo3" | "bin" | "cffi"; moduleName :: String | null;
    manifestPath, workspaceRoot, lockPath :: String;
    lock :: AttrSet; changedLock :: Bool;   # the part of the file that the tree's crates need
    pythonSource, readme, requiresPython :: String | null;
    cargo :: {
      package :: String; lib :: String | null; features :: [String]; maturinFeatures :: list;
      noDefaultFeatures, allFeatures :: Bool; profile :: String;
    };
    pyo3 :: null | { version :: String; crate :: String; abi3, abi3t :: String | null; };
    rust :: String; targets :: [target]; abis :: [abi];
    buildTools, extraFiles :: [String]; macosSdk :: String | null;
    registries, settings, maturin, pyproject :: AttrSet;
    pyprojectFile :: String;
    buildPyproject :: String | null;        # what builds see of it; null: the file itself
    toolchain :: "registry" | "nixpkgs"; sourceDateEpoch :: Int;
  }
  ```

  `src` is the root of the source tree, `project` the directory with the pyproject.toml; all paths in
  the result are relative to `src`. `config` takes the keys of `[tool.wheelpin]` and wins over them.

  # Example

  ```nix
  (project { src = ./dioxide-2.1.0; }).fileName
  => "dioxide"
  ```
*/
{
  abis,
  bindings,
  buildPyproject,
  cargoFeatures,
  cargoLock,
  cargoManifest,
  fail,
  pyproject,
  pythonLayout,
  readToml,
  relativePath,
  resolveTarget,
  rustVersion,
  settings,
  stableAbis,
  strings,
  targets,
  version,
  workspaceManifests,
}:
{
  src,
  project ? "",
  config ? { },
}:
let
  inherit (builtins)
    attrValues
    deepSeq
    elem
    filter
    head
    isString
    length
    pathExists
    sort
    ;

  projectDir = relativePath "" project;
  python = pyproject {
    inherit src;
    project = if projectDir == null then project else projectDir;
  };
  inherit (python) file maturin;
  inProject = relativePath projectDir;
  exists = path: path != null && pathExists (src + "/${path}");

  options = settings {
    inherit file;
    table = python.wheelpin // config;
  };

  # -- crate -----------------------------------------------------------------------------------------

  # maturin's rule for a Python project with its crate in rust/ (`resolve_manifest_paths`).
  importName =
    if python.name == null then null else builtins.replaceStrings [ "-" ] [ "_" ] python.name;
  isSrcLayout =
    exists (inProject "rust/Cargo.toml")
    && (
      maturin ? python-source
      || (importName != null && exists (inProject "src/${importName}/__init__.py"))
    );
  statedManifest = maturin.manifest-path or null;
  manifestPath =
    if statedManifest != null then
      inProject statedManifest
    else if isSrcLayout then
      inProject "rust/Cargo.toml"
    else
      inProject "Cargo.toml";

  manifest =
    if exists manifestPath then
      cargoManifest src (relativePath manifestPath "..")
    else if statedManifest != null then
      fail {
        inherit file;
        mistake = "[tool.maturin] manifest-path \"${statedManifest}\" does not exist${
          if manifestPath == null then " inside the source tree" else ""
        }";
        remedy = [
          "Correct the path: it is relative to the directory of ${file}."
          "If the crate lies above that directory, build from the tree's root:"
          ""
          "  wheelpin.lib.mkFlake { src = ./.; project = \"SUBDIRECTORY\"; }"
        ];
      }
    else
      fail {
        file = manifestPath;
        mistake = "there is no such file";
        remedy = [
          "If the crate is elsewhere, name it in ${file}:"
          ""
          "  [tool.maturin]"
          "  manifest-path = \"crates/python/Cargo.toml\""
          ""
          "In a git repository Nix sees only files that git knows: `git add ${manifestPath}`."
        ];
      };

  inherit (cargoLock src manifest.workspaceRoot) lock reachable holding;
  lockPath = relativePath manifest.workspaceRoot "Cargo.lock";

  ownCrates = map (file: (readToml src file).package.name or null) (workspaceManifests {
    inherit src manifestPath;
    inherit (manifest) workspaceRoot;
  });
  lockOfTree = holding ownCrates;

  maturinFeatures = maturin.features or [ ];
  noDefaultFeatures = options.no-default-features || maturin.no-default-features or false;
  allFeatures = options.all-features || maturin.all-features or false;
  features = cargoFeatures src {
    inherit manifest allFeatures;
    features = filter isString maturinFeatures ++ unconditional ++ options.features;
    defaultFeatures = !noDefaultFeatures;
  };
  unconditional = map (spec: spec.feature) (
    filter (
      spec: !isString spec && !(spec ? python-version || spec ? python-implementation)
    ) maturinFeatures
  );

  dependencies = reachable manifest.name features.disabled;

  # A lock file that Cargo would have to change fails the build, after minutes; say it now.
  locked = reachable manifest.name [ ];
  stale = filter (
    dependency: !elem dependency.name (map (package: package.name) locked)
  ) manifest.dependencies;
  lockedVersions = map (package: package.version) (
    filter (package: !(package ? source) && package.name == manifest.name) locked
  );
  outOfDate =
    if stale != [ ] then
      "${manifest.file} depends on ${(head stale).name}, which it does not hold"
    else if manifest.version != null && lockedVersions != [ ] && head lockedVersions != manifest.version then
      "${manifest.file} has version ${manifest.version}, and it has ${manifest.name} ${head lockedVersions}"
    else
      null;
  checkLock =
    if outOfDate == null then
      null
    else
      fail {
        file = lockPath;
        mistake = "it is out of date: ${outOfDate}";
        remedy = [
          "Type: cargo update --workspace${
            if manifest.workspaceRoot == "" then "" else " --manifest-path ${manifest.workspaceRoot}/Cargo.toml"
          }"
        ];
      };

  kind = bindings {
    inherit file manifest;
    stated = maturin.bindings or null;
    reachable = dependencies;
  };

  bindingPackages =
    name: filter (package: package.name == name) dependencies;
  bindingCrate = if bindingPackages "pyo3" != [ ] then "pyo3" else "pyo3-ffi";
  stable = stableAbis features.pyo3;
  pyo3 = if kind != "pyo3" then null else checkedPyo3;
  checkedPyo3 =
    if length (bindingPackages bindingCrate) > 1 then
      fail {
        file = lockPath;
        mistake = "it holds several versions of ${bindingCrate}: ${
          strings.quoted (map (package: package.version) (bindingPackages bindingCrate))
        }";
        remedy = [ "`cargo tree -i ${bindingCrate}` shows who wants which; bring them to one." ];
      }
    else
      {
        inherit (head (bindingPackages bindingCrate)) version;
        crate = bindingCrate;
        inherit (features) key;
        features = features.pyo3;
      };

  # -- names -----------------------------------------------------------------------------------------

  name = if python.name == null then manifest.name else python.name;

  # The name in file names: PEP 427 and 625 with PEP 503's rule, as maturin writes it.
  fileName = builtins.concatStringsSep "_" (
    filter (part: isString part) (builtins.split "[-_.]+" (strings.lower name))
  );

  crateVersion =
    let
      normalised = version manifest.version;
    in
    if manifest.version == null then
      fail {
        inherit (manifest) file;
        mistake = "${file} takes the version from here (dynamic), but [package] has none";
        remedy = [ "Write in [package]: version = \"0.1.0\"" ];
      }
    else if normalised == null then
      fail {
        inherit (manifest) file;
        mistake = "[package] version \"${manifest.version}\" is not a version for Python (PEP 440)";
        remedy = [ "Pre-releases are alpha, beta, rc or dev, for example: version = \"1.2.0-rc.1\"" ];
      }
    else
      normalised;

  inherit
    (pythonLayout {
      inherit
        src
        file
        projectDir
        isSrcLayout
        maturin
        ;
      bindings = kind;
      moduleDefault = manifest.document.lib.name or name;
      packageDefault = fileName;
    })
    moduleName
    pythonSource
    ;

  # -- matrix ----------------------------------------------------------------------------------------

  targetNames =
    if options.targets != null then
      options.targets
    else
      map (row: row.name) (
        sort (a: b: a.name < b.name) (filter (row: row.default) (attrValues targets))
      );
  # [tool.maturin.target.TRIPLE] macos-deployment-target decides maturin's tag, so it decides ours.
  maturinMacos =
    let
      stated =
        triple:
        let
          table = maturin.target.${triple} or { };
        in
        table.macos-deployment-target or table.macosx-deployment-target or null;
      entries = filter (entry: entry.value != null) [
        {
          name = "x86_64";
          value = stated "x86_64-apple-darwin";
        }
        {
          name = "arm64";
          value = stated "aarch64-apple-darwin";
        }
      ];
    in
    if entries == [ ] then null else builtins.listToAttrs entries;
  rust = rustVersion {
    inherit src file;
    directories = [
      projectDir
      manifest.directory
    ];
    stated = options.rust;
    isPinned = options.toolchain == "registry";
  };
  resolved = map (resolveTarget {
    inherit file rust;
    inherit (options) manylinux musllinux;
    macosDeploymentTarget =
      if options.macos-deployment-target != null then
        options.macos-deployment-target
      else
        maturinMacos;
  }) targetNames;

  result = {
    inherit
      name
      fileName
      src
      projectDir
      moduleName
      manifestPath
      lockPath
      pythonSource
      maturin
      ;
    lock = lockOfTree;
    changedLock = lockOfTree != lock;
    inherit (manifest) workspaceRoot;
    inherit (python) readme;
    pyproject = python.document;
    pyprojectFile = file;
    buildPyproject = buildPyproject {
      inherit src maturin;
      inherit (python) document;
      extraFiles = options.extra-files;
    };
    version = if python.version == null then crateVersion else python.version;
    requiresPython = if python.requiresPython == null then null else python.requiresPython.text;
    bindings = kind;
    cargo = {
      package = manifest.name;
      inherit (manifest) lib;
      inherit (options) features;
      inherit maturinFeatures noDefaultFeatures allFeatures;
      profile = if options.profile == null then maturin.profile or "release" else options.profile;
    };
    pyo3 =
      if pyo3 == null then
        null
      else
        {
          inherit (pyo3) version crate;
          abi3 = floorOf "abi3";
          abi3t = floorOf "abi3t";
        };
    inherit rust;
    targets = resolved;
    abis = rows;
    buildTools = options.build-tools;
    macosSdk = options.macos-sdk;
    extraFiles = options.extra-files;
    inherit (options) toolchain registries;
    sourceDateEpoch = options.source-date-epoch;
    settings = options;
  };

  rows = abis {
    inherit file pyo3 maturinFeatures;
    bindings = kind;
    inherit (python) requiresPython;
    settings = options;
  };
  # The floor that the plan came to, also when `abi3` names none.
  floorOf =
    kind:
    let
      fitting = filter (row: row.kind == kind) rows;
    in
    if fitting == [ ] then
      if stable.${kind} == null || stable.${kind}.minor == null then
        null
      else
        "3.${toString stable.${kind}.minor}"
    else
      (head fitting).python;

  # What any use of the configuration must have passed.
  checks = [
    options
    checkLock
    result.name
    result.version
    result.bindings
    result.moduleName
    result.pythonSource
    result.rust
    (map (row: row.platformTag) resolved)
    (map (row: row.abiTag) rows)
  ];
in
deepSeq checks result

{ toolchain, toToml, filesOf, strings, workspaceManifests }:

/**
  The project with everything left out that its dependencies do not depend on:
  manifests, lock file, Cargo's configuration and an empty file where Cargo
  looks for each crate root. It is never compiled (see rustc.sh).

  # Type
  stub :: Config -> Derivation
*/
config:
let
  inherit (config) src;
  manifests = workspaceManifests config;
  # A lock file that holds more than is needed: builds get their own.
  isReplaced = path: config.changedLock && path == config.lockPath;
  settings = builtins.filter (path: ! isReplaced path) (builtins.filter (path: builtins.elem path [ "Cargo.lock" ".cargo/config.toml" ".cargo/config" ]
    || builtins.elem path (map (name: (if config.workspaceRoot == "" then "" else config.workspaceRoot + "/") + name) [ "Cargo.lock" ".cargo/config.toml" ".cargo/config" ])
    || builtins.elem path (map (name: (if config.projectDir == "" then "" else config.projectDir + "/") + name) [ ".cargo/config.toml" ".cargo/config" ]))
    (filesOf src));

  rootsOf = manifestPath:
    let
      manifest = builtins.fromTOML (builtins.readFile (src + "/${manifestPath}"));
      directory = let parent = dirOf manifestPath; in if parent == "." then "" else "${parent}/";
      present = path: builtins.pathExists (src + "/${directory}${path}");
      default = path: if present path then [ path ] else [ ];
      package = manifest.package or { };
      inferred = folder: name:
        if present "${folder}/${name}/main.rs" then "${folder}/${name}/main.rs" else "${folder}/${name}.rs";
      named = key: folder: map (entry: entry.path or (inferred folder entry.name)) (manifest.${key} or [ ]);
      binaries =
        if present "src/bin" then
          map (name: if builtins.match ".*\\.rs" name == null then "src/bin/${name}/main.rs" else "src/bin/${name}")
            (builtins.attrNames (builtins.readDir (src + "/${directory}src/bin")))
        else [ ];
      # maturin reads these, whatever they hold.
      texts = table: builtins.filter (path: builtins.isString path && present path) [ (table.readme or null) (table.license-file or null) ]
        ++ builtins.filter (_: ! (table ? readme)) (default "README.md" ++ default "README.txt" ++ default "README");
      build =
        if package.build or null == false then [ ]
        else if builtins.isString (package.build or null) then [ package.build ]
        else default "build.rs";
    in
    map (path: directory + path) (texts package ++ texts (manifest.workspace.package or { }))
    ++ (if ! (manifest ? package) then [ ] else map (path: directory + path) (
      (if manifest.lib.path or null != null then [ manifest.lib.path ] else default "src/lib.rs")
      ++ default "src/main.rs"
      ++ binaries
      ++ map (entry: entry.path or (if present "src/bin/${entry.name}.rs" then "src/bin/${entry.name}.rs" else "src/main.rs")) (manifest.bin or [ ])
      ++ named "bench" "benches" ++ named "example" "examples" ++ named "test" "tests"
      ++ build
    ));

  file = path: builtins.path { path = src + "/${path}"; name = "manifest"; };
  keep = names: set: builtins.intersectAttrs (builtins.listToAttrs (map (name: { inherit name; value = null; }) names)) set;
in
toolchain.run {
  name = "wheelpin-stub-${config.fileName}";
  script = ./stub.sh;
  # One per line: folders may have spaces in their names.
  paths = builtins.concatStringsSep "\n" (manifests ++ settings);
  files = map file (manifests ++ settings);
  roots = builtins.concatStringsSep "\n" (builtins.concatLists (map rootsOf manifests));
  projectDir = if config.projectDir == "" then "." else config.projectDir;
  pyproject = toToml {
    build-system = { requires = [ "maturin>=1,<2" ]; build-backend = "maturin"; };
    project = { inherit (config) name version; }
      // (if config.requiresPython == null then { } else { requires-python = config.requiresPython; });
    # Where the crate is follows from Python files that the stub lacks.
    tool.maturin = (if baseNameOf (dirOf config.manifestPath) == "rust" then { manifest-path = strings.removePrefix "${config.projectDir}/" config.manifestPath; } else { }) // keep [ "bindings" "features" "no-default-features" "all-features" "manifest-path" "module-name" "profile" "rustc-args" "strip" "target" "unstable-flags" "config" "targets" ]
      config.maturin;
  };
}

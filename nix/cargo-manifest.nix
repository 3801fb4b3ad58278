/**
  Reads a crate's `Cargo.toml`, finds its workspace's root and fills in what the crate inherits.

  The root is found as Cargo does: `package.workspace`, the manifest itself when it has a
  `[workspace]`, else the nearest directory above it whose manifest has one that does not exclude it;
  a crate without any is its own root. Nothing above the source tree is looked at.

  # Type

  ```
  cargoManifest :: Path -> String -> {
    file, directory :: String; document :: AttrSet;
    workspaceRoot :: String; workspace :: AttrSet;   # the root's directory, its [workspace]
    name :: String; version :: String | null;
    lib :: String | null;                            # name of the library, as rustc has it
    crateTypes :: [String]; hasBinary :: Bool;
    dependencies :: [ { key; name; path; features; optional; defaultFeatures; } ];
    features :: { NAME :: [String]; };
  }
  ```

  The arguments are the root of the tree and the crate's directory relative to it. `path` of a
  dependency is a directory relative to the tree's root, or `null`.

  # Example

  ```nix
  (cargoManifest ./. "bindings/python").workspaceRoot
  => "bindings/python"
  ```
*/
{
  fail,
  readToml,
  relativePath,
  strings,
}:
src: directory:
let
  inherit (builtins)
    any
    attrNames
    attrValues
    concatLists
    isAttrs
    isString
    pathExists
    readDir
    ;

  fileIn = directory: relativePath directory "Cargo.toml";
  file = fileIn directory;
  document = readToml src file;
  package = document.package or { };

  parentOf = directory: relativePath directory "..";

  excludes =
    root: workspace:
    any (
      excluded:
      let
        path = relativePath root excluded;
      in
      path != null && (directory == path || strings.hasPrefix "${path}/" directory)
    ) (workspace.exclude or [ ]);

  searchAbove =
    candidate:
    if candidate == null then
      null
    else if pathExists (src + "/${fileIn candidate}") then
      let
        workspace = (readToml src (fileIn candidate)).workspace or null;
      in
      if workspace != null && !excludes candidate workspace then
        candidate
      else
        searchAbove (parentOf candidate)
    else
      searchAbove (parentOf candidate);

  found =
    if document ? workspace then
      directory
    else if package ? workspace then
      relativePath directory package.workspace
    else
      searchAbove (parentOf directory);
  workspaceRoot = if found == null then directory else found;
  root = if workspaceRoot == directory then document else readToml src (fileIn workspaceRoot);
  workspace = root.workspace or { };

  inherits = value: isAttrs value && value.workspace or false;

  version = package.version or null;

  # Renamed, inherited and plain dependencies in one form.
  dependency =
    key: value:
    let
      own = if isString value then { } else value;
      stated = if inherits own then workspace.dependencies.${key} or { } else own;
      inherited = if isString stated then { } else stated;
      base = if inherits own then workspaceRoot else directory;
    in
    {
      inherit key;
      name = inherited.package or key;
      path = if inherited ? path then relativePath base inherited.path else null;
      features = (inherited.features or [ ]) ++ (if inherits own then own.features or [ ] else [ ]);
      optional = own.optional or false;
      defaultFeatures =
        own.default-features or own.default_features or inherited.default-features or true;
    };

  dependencyTables = [
    (document.dependencies or { })
  ]
  ++ map (target: target.dependencies or { }) (attrValues (document.target or { }));

  library = document.lib or { };
  hasFile = path: pathExists (src + "/${relativePath directory path}");
  hasBinaries =
    hasFile "src/bin"
    && any (name: strings.hasSuffix ".rs" name || hasFile "src/bin/${name}/main.rs") (
      attrNames (readDir (src + "/${relativePath directory "src/bin"}"))
    );
in
if !(document ? package) then
  fail {
    inherit file;
    mistake = "there is no [package]: this is a workspace, not a crate";
    remedy = [
      "Name the crate with the Python module in pyproject.toml:"
      ""
      "  [tool.maturin]"
      "  manifest-path = \"crates/python/Cargo.toml\""
    ];
  }
else if !pathExists (src + "/${fileIn workspaceRoot}") then
  fail {
    inherit file;
    mistake = "[package] workspace \"${package.workspace}\" has no Cargo.toml";
    remedy = [ "Correct the path, or take the key out: Cargo looks in the directories above." ];
  }
else
  {
    inherit
      file
      directory
      document
      workspaceRoot
      workspace
      ;
    inherit (package) name;
    version = if inherits version then workspace.package.version or null else version;
    lib =
      if document ? lib || hasFile "src/lib.rs" then
        library.name or (builtins.replaceStrings [ "-" ] [ "_" ] package.name)
      else
        null;
    crateTypes =
      library.crate-type or library.crate_type or (
        if document ? lib || hasFile "src/lib.rs" then [ "lib" ] else [ ]
      );
    hasBinary =
      document ? bin || ((package.autobins or true) && (hasFile "src/main.rs" || hasBinaries));
    dependencies = concatLists (
      map (table: map (key: dependency key table.${key}) (attrNames table)) dependencyTables
    );
    features = document.features or { };
  }

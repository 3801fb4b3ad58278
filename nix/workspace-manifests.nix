/**
  The manifests that Cargo reads for a crate: the workspace's root, its members, and whatever these
  name by path. Other files called Cargo.toml (templates, test data) need not even be TOML.

  # Type

  ```
  workspaceManifests :: Config -> [String]      # relative to the source tree, sorted
  ```

  # Example

  ```nix
  workspaceManifests (project { src = ./.; })
  => [ "Cargo.toml" "driver/wheelpin-nix/Cargo.toml" "driver/wheelpin/Cargo.toml" ]
  ```
*/
{
  cargoManifest,
  filesOf,
  readToml,
  relativePath,
  strings,
}:
config:
let
  inherit (builtins)
    any
    attrValues
    concatMap
    filter
    genericClosure
    isAttrs
    match
    replaceStrings
    sort
    ;
  inherit (config) src workspaceRoot;

  isManifest = file: file == "Cargo.toml" || strings.hasSuffix "/Cargo.toml" file;
  directoryOf = file: strings.removeSuffix "/" (strings.removeSuffix "Cargo.toml" file);
  directories = map directoryOf (filter isManifest (filesOf src));
  present = directory: directory != null && builtins.elem directory directories;

  fileIn = directory: relativePath directory "Cargo.toml";
  workspace = (readToml src (fileIn workspaceRoot)).workspace or { };

  # Members are globs, of the crate `glob`: `*` and `?` stay within one name.
  regex =
    replaceStrings
      [ "." "+" "(" ")" "{" "}" "|" "^" "$" "**" "*" "?" ]
      [ "\\." "\\+" "\\(" "\\)" "\\{" "\\}" "\\|" "\\^" "\\$" ".*" "[^/]*" "[^/]" ];
  excluded =
    directory:
    any (
      path: path != null && (directory == path || strings.hasPrefix "${path}/" directory)
    ) (map (relativePath workspaceRoot) (workspace.exclude or [ ]));
  matching =
    member:
    let
      pattern = relativePath workspaceRoot member;
    in
    if pattern == null then
      [ ]
    else
      filter (directory: match (regex pattern) directory != null && !excluded directory) directories;
  members = concatMap matching (workspace.members or [ ]);

  pathsIn =
    table:
    concatMap (value: if isAttrs value && value ? path then [ value.path ] else [ ]) (
      attrValues table
    );
  dependencyTables = table: [
    (table.dependencies or { })
    (table.dev-dependencies or { })
    (table.build-dependencies or { })
  ];
  named =
    directory:
    let
      document = readToml src (fileIn directory);
      tables =
        dependencyTables document
        ++ concatMap dependencyTables (attrValues (document.target or { }))
        ++ attrValues (document.patch or { })
        ++ [
          (document.workspace.dependencies or { })
          (document.replace or { })
        ];
    in
    filter present (map (relativePath directory) (concatMap pathsIn tables))
    # A dependency above may inherit from a workspace of its own.
    ++ (if document ? package then [ (cargoManifest src directory).workspaceRoot ] else [ ]);

  item = key: { inherit key; };
  found = genericClosure {
    startSet = map item ([ workspaceRoot (directoryOf config.manifestPath) ] ++ members);
    operator = { key }: map item (named key);
  };
in
sort (a: b: a < b) (map ({ key }: fileIn key) found)

/**
  Finds a crate of the lock file in its repository, and what its manifest must say when Cargo reads
  it from outside of its workspace.

  Cargo looks for the root of a crate's workspace above its manifest. A crate among the vendored ones
  has its workspace at another place, `.repository` beside it, so the manifest names that
  (`package.workspace`) and Cargo resolves what is inherited itself. Dependencies by path stay as they
  are: within a git repository Cargo takes them from the same source.

  # Type

  ```
  gitCrate :: { repository :: Path; files :: [String]; name, version :: String; } -> null | {
    directory :: String;           # relative to the repository
    manifest :: AttrSet | null;    # in place of its Cargo.toml; null: it stays as it is
  }
  ```

  `files` are the paths of the repository, relative to it. `null` when the crate is not there.

  # Example

  ```nix
  gitCrate { repository = ./.; files = filesOf ./.; name = "sample-core"; version = "0.1.0"; }
  => { directory = "core"; manifest = { package = { name = "sample-core"; workspace = "../.repository"; … }; }; }
  ```
*/
{
  cargoManifest,
  readToml,
  strings,
}:
{
  repository,
  files,
  name,
  version,
}:
let
  inherit (builtins)
    filter
    head
    length
    readFile
    replaceStrings
    sort
    tail
    ;

  isManifest = file: file == "Cargo.toml" || strings.hasSuffix "/Cargo.toml" file;
  # A manifest is parsed only when its text has the name: repositories hold templates and test data
  # that are no TOML.
  hasName =
    file:
    let
      text = readFile (repository + "/${file}");
    in
    replaceStrings [ "\"${name}\"" "'${name}'" ] [ "" "" ] text != text;

  # Test data may have the name too: the crate is the one nearest to the root.
  depth = file: length (strings.split "/" file);
  manifests = sort (a: b: if depth a == depth b then a < b else depth a < depth b) (
    filter isManifest files
  );

  directoryOf = file: strings.removeSuffix "/" (strings.removeSuffix "Cargo.toml" file);
  crateIn =
    file:
    let
      crate = cargoManifest repository (directoryOf file);
      # Cargo's own default.
      crateVersion = if crate.version == null then "0.0.0" else crate.version;
    in
    if
      hasName file
      && (readToml repository file).package.name or null == name
      && crateVersion == version
    then
      crate
    else
      null;
  first =
    candidates:
    if candidates == [ ] then
      null
    else
      let
        crate = crateIn (head candidates);
      in
      if crate != null then crate else first (tail candidates);
  crate = first manifests;

  workspaceInVendor =
    if crate.workspaceRoot == "" then "../.repository" else "../.repository/${crate.workspaceRoot}";
in
if crate == null then
  null
else
  {
    inherit (crate) directory;
    manifest =
      if crate.workspaceRoot == crate.directory then
        null
      else
        crate.document
        // {
          package = crate.document.package // {
            workspace = workspaceInVendor;
          };
        };
  }

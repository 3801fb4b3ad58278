/**
  Text stubs (TBD v4) of Apple's frameworks and system libraries, made from `apple-stubs.json`.
  A linker needs of a system library only its install name and its symbols; no Apple SDK is read.

  `stubText name` gives the text of one stub; names are keys of the table, `CoreFoundation` or
  `libobjc`. `frameworkNames` and `libraryNames` list them. `directory { run }` is the store
  directory to hand to the linker, `-F DIR/Frameworks -L DIR/lib`; `run` is a toolchain's. With a
  `toolchain` the whole value can stand in a string for its directory: `"-F${appleStubs}/Frameworks"`.

  # Type

  ```
  { frameworkNames :: [ String ]; libraryNames :: [ String ]; stubText :: String -> String;
    directory :: { run :: { name; script; … } -> Derivation } -> Derivation; outPath :: String }
  ```

  # Example

  ```nix
  appleStubs.stubText "libobjc"
  => "--- !tapi-tbd\ntbd-version: 4\n…"
  ```
*/
{
  toolchain ? null,
}:
let
  table = builtins.fromJSON (builtins.readFile ./apple-stubs.json);
  all = table.frameworks // table.libraries;

  # What `name` offers through the libraries it re-exports, and theirs.
  internalReexported =
    name:
    builtins.concatMap (other: [ all.${other} ] ++ internalReexported other) (
      all.${name}.reexports or [ ]
    );

  # Keys sort, so this also makes names unique.
  internalUnique =
    names:
    builtins.attrNames (
      builtins.listToAttrs (
        map (name: {
          inherit name;
          value = null;
        }) names
      )
    );

  internalFlow = names: "[ ${builtins.concatStringsSep ", " (map (name: "'${name}'") names)} ]";

  internalSection =
    key: libraries:
    let
      symbols = internalUnique (builtins.concatMap (library: library.symbols) libraries);
      classes = internalUnique (builtins.concatMap (library: library.classes) libraries);
    in
    if symbols == [ ] && classes == [ ] then
      ""
    else
      "${key}:\n  - targets: ${internalFlow table.targets}\n"
      + (if symbols == [ ] then "" else "    symbols: ${internalFlow symbols}\n")
      + (if classes == [ ] then "" else "    objc-classes: ${internalFlow classes}\n");

  stubText =
    name:
    let
      library = all.${name};
    in
    "--- !tapi-tbd\ntbd-version: 4\n"
    + "targets: ${internalFlow table.targets}\n"
    + "install-name: '${library.installName}'\n"
    + "current-version: ${library.currentVersion}\n"
    + "compatibility-version: ${library.compatibilityVersion}\n"
    + internalSection "exports" [ library ]
    + internalSection "reexports" (internalReexported name)
    + "...\n";

  frameworkNames = builtins.attrNames table.frameworks;
  libraryNames = builtins.attrNames table.libraries;

  internalFile = name: builtins.toFile "${name}.tbd" (stubText name);

  directory =
    { run }:
    run {
      name = "apple-stubs";
      script = ./apple-stubs.sh;
      frameworks = map internalFile frameworkNames;
      libraries = map internalFile libraryNames;
    };
in
{
  inherit
    table
    stubText
    frameworkNames
    libraryNames
    directory
    ;
  inherit (directory { inherit (toolchain) run; }) outPath;
}

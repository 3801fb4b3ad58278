/**
  A project's own test, and the directory that it and its wheelhouse are copied to: what tests see of
  the project, so that nothing else in it makes them run again.

  # Type

  ```
  ownTest :: Config -> {
    command :: [String] | null;                # null: the project has none
    files :: [String];                         # relative to the pyproject.toml's directory
    source :: Path | null;
    wheelhouse :: Path | null;
  }
  ```

  `config` is what `project` gives.

  # Example

  ```nix
  (ownTest (project { src = ./dioxide-2.1.0; })).command
  => [ "python" "tests/smoke_test.py" ]
  ```
*/
{
  fail,
  relativePath,
  strings,
}:
config:
let
  inherit (builtins)
    any
    elem
    filter
    head
    pathExists
    ;
  inherit (config.settings) test;
  usual = "tests/smoke_test.py";

  # Relative to the source tree; a path that leads out of the project is none.
  place =
    path:
    let
      within = relativePath "" path;
    in
    if within == null || within == "" then null else relativePath config.projectDir within;
  exists = path: place path != null && pathExists (config.src + "/${place path}");

  file =
    if test.file != null then
      test.file
    else if test.command == [ ] && exists usual then
      usual
    else
      null;
  isBelow = path: directory: path == directory || strings.hasPrefix "${directory}/" path;
  besides =
    if file == null || any (isBelow (relativePath "" file)) (map (relativePath "") test.files) then
      [ ]
    else
      [ file ];
  files =
    if test.files != null then
      test.files ++ besides
    else if file != null then
      [ file ]
    else if test.command != [ ] && exists "tests" then
      [ "tests" ]
    else
      [ ];
  command =
    if file != null then
      [
        "python"
        file
      ]
    else if test.command == [ ] then
      null
    else
      test.command;

  needed = (if command == null then [ ] else files) ++ (if test.wheelhouse == null then [ ] else [ test.wheelhouse ]);
  missing = filter (path: !exists path) needed;

  # `root` is relative to the source tree: what is copied; null: all.
  copy =
    name: root: wanted:
    let
      path = if root == "" then config.src else config.src + "/${root}";
      prefix = builtins.stringLength (toString path) + 1;
      below = file: builtins.substring prefix (-1) file;
    in
    builtins.path {
      inherit name path;
      filter =
        file: _type:
        !(elem (baseNameOf file) [
          "__pycache__"
          ".pytest_cache"
        ])
        && (
          wanted == null
          || any (path: isBelow (below file) path || isBelow path (below file)) (map (relativePath "") wanted)
        );
    };
in
if missing != [ ] then
  fail {
    file = config.pyprojectFile;
    mistake = "[tool.wheelpin.test] names ${head missing}, which is not in the project";
    remedy = [
      "Paths are relative to ${config.pyprojectFile}, and within its directory."
      "In a git repository Nix sees only files that git knows: `git add` it."
    ];
  }
else
  {
    inherit command;
    files = if command == null then [ ] else files;
    source = if command == null then null else copy "own-test" config.projectDir files;
    wheelhouse = if test.wheelhouse == null then null else copy "wheelhouse" (place test.wheelhouse) null;
  }

{ filesOf, fail, nearest, relativePath, strings }:

/**
  The part of the source that compiling Rust can see: everything but Python
  files, so that a change in Python compiles no Rust. When some Rust source
  embeds files that may be Python (`include_str!`, `include_bytes!`,
  `include_dir!`, `pyo3_runtime`-like macros naming a `.py`), Python files
  stay in. `extraFiles`, files and folders relative to the project, stay in
  whatever they are: for what cannot be seen in the source, as a macro that
  is given a folder.

  # Type
  rustSource :: Config -> Path
*/
config:
let
  inherit (config) src;
  files = filesOf src;
  hasSuffix = suffix: text:
    let n = builtins.stringLength suffix; m = builtins.stringLength text;
    in m >= n && builtins.substring (m - n) n text == suffix;
  contains = part: text: builtins.replaceStrings [ part ] [ "" ] text != text;
  isPython = path: hasSuffix ".py" path || hasSuffix ".pyi" path || hasSuffix "/py.typed" path;
  rust = builtins.filter (hasSuffix ".rs") files;
  embeds = builtins.any
    (path: let text = builtins.readFile (src + "/${path}"); in
      builtins.any (end: contains "${end}\"" text) [ ".py" ".pyi" "py.typed" ] && (contains "include_" text || contains "c_str!" text))
    rust || builtins.any (path: contains "include_dir!" (builtins.readFile (src + "/${path}"))) rust;
  parents = path:
    let parent = dirOf path;
    in if parent == "." then [ ] else [ parent ] ++ parents parent;
  setOf = names: builtins.listToAttrs (map (name: { inherit name; value = null; }) names);

  extra = setOf (map extraFile config.extraFiles);
  extraFile = stated:
    let
      path = relativePath config.projectDir stated;
      plain = relativePath "" stated;
      suggestion = if plain == null then null else corrected config.projectDir (strings.split "/" plain);
    in
    if path == "" || (path != null && present ? ${path}) then path
    else fail {
      file = if config.projectDir == "" then "pyproject.toml" else "${config.projectDir}/pyproject.toml";
      mistake = "[tool.wheelpin] extra-files names \"${stated}\", which is not in the source tree";
      remedy =
        (if suggestion == null then [ ] else [ "Did you mean \"${strings.removePrefix "${config.projectDir}/" suggestion}\"?" ])
        ++ [
          "Paths are relative to the directory of that file. Build output, caches and, in a git"
          "repository, files that git does not know are not in the tree: `git add -N FILE`."
        ];
    };
  # The path with every part that is not there replaced by the nearest one that is.
  corrected = directory: parts:
    let
      part = builtins.head parts;
      siblings = map baseNameOf (builtins.filter (path: dirOf path == (if directory == "" then "." else directory)) (builtins.attrNames present));
      found = if builtins.elem part siblings then part else nearest siblings part;
    in
    if parts == [ ] then directory
    else if found == null then null
    else corrected (if directory == "" then found else "${directory}/${found}") (builtins.tail parts);
  present = setOf (files ++ builtins.concatMap parents files);
  isExtra = path: extra != { } && builtins.any (name: extra ? ${name}) ([ "" path ] ++ parents path);

  # Builds get their own, with nothing that is another crate's business.
  replaced = (if config.buildPyproject == null then [ ] else [ config.pyprojectFile ])
    ++ (if config.changedLock then [ config.lockPath ] else [ ]);
  kept = builtins.filter (path: ! builtins.elem path replaced)
    (if embeds then files else builtins.filter (path: ! isPython path || isExtra path) files);
  set = setOf (kept ++ builtins.concatMap parents kept);
  prefix = builtins.stringLength (toString src) + 1;
in
# A wrong path is an error even where Python files stay in anyway.
builtins.seq extra (builtins.path {
  path = src;
  name = "rust-source";
  filter = path: _type: set ? ${builtins.substring prefix (builtins.stringLength path) path};
})

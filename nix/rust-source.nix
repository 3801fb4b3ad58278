{ filesOf }:

/**
  The part of the source that compiling Rust can see: everything but Python
  files, so that a change in Python compiles no Rust. When some Rust source
  embeds files that may be Python (`include_str!`, `include_bytes!`,
  `include_dir!`, `pyo3_runtime`-like macros naming a `.py`), Python files
  stay in.

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
      contains ".py\"" text && (contains "include_" text || contains "c_str!" text))
    rust || builtins.any (path: contains "include_dir!" (builtins.readFile (src + "/${path}"))) rust;
  kept = if embeds then files else builtins.filter (path: ! isPython path) files;
  parents = path:
    let parent = dirOf path;
    in if parent == "." then [ ] else [ parent ] ++ parents parent;
  set = builtins.listToAttrs (map (name: { inherit name; value = null; }) (kept ++ builtins.concatLists (map parents kept)));
  prefix = builtins.stringLength (toString src) + 1;
in
builtins.path {
  path = src;
  name = "rust-source";
  filter = path: _type: set ? ${builtins.substring prefix (builtins.stringLength path) path};
}

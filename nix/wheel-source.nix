{ filesOf }:

/**
  The source that a wheel is made of: the tree without version control, build
  output, virtual environments and caches, and without the pyproject.toml where
  builds get another one (buildPyproject).

  # Type
  wheelSource :: Config -> Path
*/
config:
let
  inherit (config) src;
  parents = path:
    let parent = dirOf path;
    in if parent == "." then [ ] else [ parent ] ++ parents parent;
  files = builtins.filter (file: config.buildPyproject == null || file != config.pyprojectFile) (filesOf src);
  set = builtins.listToAttrs (map (name: { inherit name; value = null; }) (files ++ builtins.concatLists (map parents files)));
  prefix = builtins.stringLength (toString src) + 1;
in
builtins.path {
  path = src;
  name = "source";
  filter = path: _type: set ? ${builtins.substring prefix (builtins.stringLength path) path};
}

/**
  The outputs of a source tree that has no flake, for one build host: the same
  as its flake's packages, matrix and checks would be. Only the files listed
  are looked at or copied; nothing is written into the tree.

  `path` is the tree's root (an absolute path, so evaluation is impure), `files`
  the paths to take, relative to it, as a file with one path per line; without
  it, all but version control, build output and caches.
  `extra` is a directory whose files are added to the tree (a lock file that it
  lacks); `config` is JSON text that overrides `[tool.wheelpin]`.

  # Type
  tree :: { path :: String, files :: String ? null, project :: String ? "",
            config :: String ? "{}", system :: String ? … } -> { packages, matrix, checks }
*/
{ path, files ? null, project ? "", config ? "{}", extra ? null, system ? builtins.currentSystem }:
let
  root = /. + path;
  lines = builtins.filter (line: builtins.isString line && line != "") (builtins.split "\n" (builtins.readFile (/. + files)));
  filesOf = import ./files-of.nix { };
  listed = if files == null then filesOf root else lines;
  parents = file:
    let parent = dirOf file;
    in if parent == "." then [ ] else [ parent ] ++ parents parent;
  wanted = builtins.listToAttrs (map (name: { inherit name; value = null; }) (listed ++ builtins.concatMap parents listed));
  prefix = builtins.stringLength (toString root) + 1;
  src = builtins.path {
    name = "source";
    path = root;
    filter = file: _type: wanted ? ${builtins.substring prefix (builtins.stringLength file) file};
  };
  resolved = (import ./. { }).project { inherit src project; config = builtins.fromJSON config; };
in
(import ./. { inherit system; inherit (resolved) registries; }).outputs resolved

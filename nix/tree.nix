/**
  The outputs of a source tree that has no flake, for one build host: the same
  as its flake's packages, matrix and checks would be. Only the files listed
  are looked at or copied; nothing is written into the tree.

  `path` is the tree's root (an absolute path, so evaluation is impure), `files`
  the paths to take, relative to it, as a file with one path per line; without
  it, all but version control, build output and caches.
  `lock` is a Cargo.lock for a tree that has none; `config` is JSON text that
  overrides `[tool.wheelpin]`. `output` gives a package or a check by name, with an
  error that knows the names.

  # Type
  tree :: { path :: String, files :: String ? null, project :: String ? "",
            config :: String ? "{}", lock :: Path ? null, system :: String ? … }
       -> { packages, matrix, checks, output :: String -> Derivation }
*/
{ path, files ? null, project ? "", config ? "{}", lock ? null, system ? builtins.currentSystem }:
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
  tree = builtins.path {
    name = "source";
    path = root;
    filter = file: _type: wanted ? ${builtins.substring prefix (builtins.stringLength file) file};
  };
  src = if lock == null then tree else withLock;
  # Only Nix's own builders here: the toolchain follows from the project.
  toolchain = (import ./. { inherit system; }).toolchain;
  withLock = "${toolchain.run {
    name = "source";
    script = builtins.toFile "with-lock.sh" ''
      cp -r "$tree" "$out"
      chmod -R u+w "$out"
      cp "$lock" "$out/$folder/Cargo.lock"
    '';
    inherit tree;
    lock = builtins.path { path = lock; name = "Cargo.lock"; };
    folder = if project == "" then "." else project;
  }}";
  resolved = (import ./. { }).project { inherit src project; config = builtins.fromJSON config; };
  scope = import ./. { inherit system; inherit (resolved) registries; toolchainName = resolved.toolchain; };
  outputs = scope.outputs resolved;
in
outputs // {
  # A file's `unchecked` and `findings` follow a dot.
  output = path:
    let
      parts = builtins.filter builtins.isString (builtins.split "[.]" path);
      pick = set: known: word: set.${word} or (scope.unknownWord {
        file = "ci/tree";
        what = "output";
        inherit word known;
      });
      all = outputs.checks // outputs.packages;
      package = pick all (builtins.attrNames all ++ [ "plan" ]) (builtins.head parts);
    in
    builtins.foldl' (drv: pick drv (builtins.filter (name: drv ? ${name}) [ "findings" "unchecked" ])) package (builtins.tail parts);
}

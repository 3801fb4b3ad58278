/**
  Reads and checks a workspace's `Cargo.lock`: what is in it is all that a build can see.

  # Type

  ```
  cargoLock :: Path -> String -> {
    file :: String; lock :: AttrSet;
    reachable :: String -> [String] -> [ package ];   # from a crate, without some of its dependencies
    holding :: [String] -> AttrSet;                   # the lock file of only these of its own crates
  }
  ```

  The arguments are the root of the tree and the workspace's directory relative to it.

  An sdist has a workspace's lock file and not all of its crates. Cargo takes such a lock file for out
  of date, so what only the missing crates need is to be left out of it: `holding`.

  # Example

  ```nix
  map (package: package.name) ((cargoLock ./. "").reachable "dioxide" [ ])
  => [ "dioxide" "petgraph" "pyo3" … ]
  ```
*/
{
  fail,
  readToml,
  relativePath,
  strings,
}:
src: workspaceRoot:
let
  inherit (builtins)
    concatLists
    concatStringsSep
    elem
    elemAt
    filter
    genericClosure
    head
    length
    listToAttrs
    pathExists
    ;

  file = relativePath workspaceRoot "Cargo.lock";
  lock = readToml src file;
  packages = lock.package or [ ];
  within = if workspaceRoot == "" then "" else " --manifest-path ${workspaceRoot}/Cargo.toml";

  # Lock formats 3 and 4 (Cargo 1.53 and 1.78); 2 has no version key, 1 has its checksums apart.
  format = lock.version or (if lock ? metadata then 1 else 2);

  looseGit = filter (
    package:
    strings.hasPrefix "git+" (package.source or "")
    && builtins.match "git[+].*#[0-9a-f]+" package.source == null
  ) packages;

  problem =
    if !pathExists (src + "/${file}") then
      fail {
        inherit file;
        mistake = "there is no such file, or git ignores it and so Nix does not see it";
        remedy = [
          "If it is missing, make it:"
          ""
          "  cargo generate-lockfile${within}"
          ""
          "If it is there, it is git-ignored: a flake holds only files that git knows. Take it out of"
          ".gitignore, or tell git of it (that is enough for a build; a release is of what is committed):"
          ""
          "  git add -f ${file}"
        ];
      }
    else if
      !elem format [
        2
        3
        4
      ]
    then
      fail {
        inherit file;
        mistake = "lock file format ${toString format} is not supported (2 to 4 are)";
        remedy = [
          "Let the Rust that wheelpin pins write it anew:"
          ""
          "  rm ${file} && cargo generate-lockfile${within}"
        ];
      }
    else if looseGit != [ ] then
      let
        package = head looseGit;
      in
      fail {
        inherit file;
        mistake = "the git dependency ${package.name} has no revision (${package.source})";
        remedy = [
          "Nix fetches a commit, never a branch. Let Cargo write the commit down:"
          ""
          "  cargo update${within} -p ${package.name}"
        ];
      }
    else
      null;

  byName = builtins.groupBy (package: package.name) packages;

  # A dependency is written "name", "name version" or "name version (source)", as short as is unique.
  resolve =
    reference:
    let
      words = strings.split " " reference;
      candidates = byName.${head words} or [ ];
    in
    if length words == 1 then
      candidates
    else
      filter (package: package.version == elemAt words 1) candidates;

  node = package: {
    key = concatStringsSep " " [
      package.name
      package.version
      (package.source or "")
    ];
    inherit package;
  };
  edges = package: map node (concatLists (map resolve (package.dependencies or [ ])));
  closure =
    packages:
    genericClosure {
      startSet = map node packages;
      operator = node: edges node.package;
    };
  isOwn = package: !(package ? source);
in
builtins.seq problem {
  inherit file lock;
  reachable =
    crate: without:
    map (node: node.package) (
      closure (
        map (
          package:
          package
          // {
            dependencies = filter (reference: !elem (head (strings.split " " reference)) without) (
              package.dependencies or [ ]
            );
          }
        ) (filter isOwn (byName.${crate} or [ ]))
      )
    );
  holding =
    crates:
    let
      own = filter isOwn packages;
      present = filter (package: elem package.name crates) own;
      needed = listToAttrs (
        map (node: {
          name = node.key;
          value = null;
        }) (closure present)
      );
    in
    if length present == length own then
      lock
    else
      lock // { package = filter (package: needed ? ${(node package).key}) packages; };
}

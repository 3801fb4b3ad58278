{ }:

/**
  Paths of all files below a directory, relative to it, sorted; without what
  no build reads: version control, build output, virtual environments, caches.

  # Type
  filesOf :: Path -> [ String ]
*/
let
  always = [ ".git" ".hg" ".svn" ".jj" ".venv" "node_modules" "__pycache__" ".tox" ".nox" ".mypy_cache" ".pytest_cache" ".ruff_cache" ".direnv" ];
  # `target` and `venv` are ordinary names too: a folder src/target stays in.
  ignored = prefix: directory: entries: name:
    builtins.elem name always
    || (name == "target" && entries ? "Cargo.toml")
    || (name == "venv" && builtins.pathExists (directory + "/venv/pyvenv.cfg"))
    || (prefix == "" && entries.${name} == "symlink" && builtins.match "result(-.*)?" name != null);
  below = directory: prefix:
    let entries = builtins.readDir directory;
    in builtins.concatLists (map
      (name:
        if ignored prefix directory entries name then [ ]
        else if entries.${name} == "directory" then below (directory + "/${name}") "${prefix}${name}/"
        else [ "${prefix}${name}" ])
      (builtins.attrNames entries));
in
source: below source ""

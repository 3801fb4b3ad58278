/**
  Joins a path to the directory it is relative to, both relative to the source tree, and resolves
  `.` and `..`. Gives `null` when the result lies outside of the tree.

  # Type

  ```
  relativePath :: String -> String -> String | null
  ```

  # Example

  ```nix
  relativePath "bindings/python" "../../core"
  => "core"
  ```
*/
{ strings }:
directory: path:
let
  inherit (builtins)
    concatStringsSep
    foldl'
    genList
    elemAt
    length
    ;
  step =
    parts: part:
    if parts == null then
      null
    else if part == "" || part == "." then
      parts
    else if part == ".." then
      if parts == [ ] then null else genList (elemAt parts) (length parts - 1)
    else
      parts ++ [ part ];
  parts = foldl' step [ ] (strings.split "/" "${directory}/${path}");
in
if strings.hasPrefix "/" path || parts == null then null else concatStringsSep "/" parts

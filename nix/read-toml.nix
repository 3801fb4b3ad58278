/**
  Reads a TOML file of the source tree.

  # Type

  ```
  readToml :: Path -> String -> AttrSet
  ```

  The first argument is the root of the tree, the second the file relative to it, which exists.

  # Example

  ```nix
  (readToml ./. "Cargo.toml").package.name
  => "dioxide"
  ```
*/
{ }:
src: file:
builtins.addErrorContext "wheelpin: while reading ${file}" (
  builtins.fromTOML (builtins.readFile (src + "/${file}"))
)

{ }:

/**
  A part of wheelpin's own Rust workspace as a source tree, so that a change of the rest makes no
  other program: `crates` with the folders and files `parts` of each, of `manifests` the Cargo.toml
  alone (Cargo reads those of crates that it does not compile, too), without the paths `without`.

  # Type

  ```
  workspacePart :: {
    name :: String; crates, parts :: [ String ]; manifests, without :: [ String ] ? [ ];
  } -> Path
  ```

  # Example

  ```nix
  workspacePart { name = "wheelpin-check-source"; crates = [ "wheelpin-check" ]; parts = [ "src" ]; }
  ```
*/
{ name, crates, parts, manifests ? [ ], without ? [ ] }:
let
  inherit (builtins) elem elemAt filter isString length split stringLength substring;
  root = ../.;
  below = path: substring (stringLength (toString root) + 1) (-1) path;
  isWanted =
    file:
    let
      words = filter isString (split "/" file);
      word = elemAt words;
      depth = length words;
      ofCrate = elem (word 1) crates;
    in
    elem file [ "Cargo.toml" "Cargo.lock" "driver" ]
    || (
      depth > 1 && word 0 == "driver" && (ofCrate || elem (word 1) manifests)
      && (depth == 2 || word 2 == "Cargo.toml" || (ofCrate && elem (word 2) parts))
      && ! elem file without
    );
in
builtins.path {
  inherit name;
  path = root;
  filter = path: _type: isWanted (below path);
}

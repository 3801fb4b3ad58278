/**
  A git source as `Cargo.lock` writes it (`git+URL?branch=…#REV`) in its parts: where the repository
  is, what the manifest asked for and the commit that was locked.

  # Type

  ```
  gitSource :: String -> {
    url :: String;
    reference :: { branch, tag or rev :: String; } | { };   # as in the manifest, decoded
    rev :: String | null;
    id :: String;                                           # the source without its commit
  }
  ```

  # Example

  ```nix
  gitSource "git+https://example.org/sample?tag=v1#0f3c…"
  => { url = "https://example.org/sample"; reference = { tag = "v1"; }; rev = "0f3c…"; id = "git+https://example.org/sample?tag=v1"; }
  ```
*/
{ percentDecode, strings }:
source:
let
  inherit (builtins)
    concatStringsSep
    elemAt
    head
    length
    listToAttrs
    tail
    ;
  # Text before and after the first separator.
  cut =
    separator: text:
    let
      parts = strings.split separator text;
    in
    {
      before = head parts;
      after = if length parts == 1 then null else concatStringsSep separator (tail parts);
    };
  commit = cut "#" source;
  query = cut "?" commit.before;

  pairs = map (cut "=") (if query.after == null then [ ] else strings.split "&" query.after);
  # Cargo's own reading of old lock files: `ref` is a branch.
  names = {
    branch = "branch";
    ref = "branch";
    tag = "tag";
    rev = "rev";
  };
  known = builtins.filter (pair: names ? ${pair.before} && pair.after != null) pairs;
  last = elemAt known (length known - 1);
in
{
  url = strings.removePrefix "git+" query.before;
  reference =
    if known == [ ] then
      { }
    else
      listToAttrs [
        {
          name = names.${last.before};
          value = percentDecode last.after;
        }
      ];
  rev = commit.after;
  id = commit.before;
}

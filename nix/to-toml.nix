{ }:

/**
  A Nix value as TOML: a document of one inline value per top-level key.
  For files that only programs read (stub manifests).

  # Type
  toToml :: AttrSet -> String

  # Example
  toToml { package = { name = "a"; }; }
  => "\"package\" = { \"name\" = \"a\" }\n"
*/
let
  inline = value:
    if builtins.isAttrs value then
      "{ ${builtins.concatStringsSep ", " (map (name: "${builtins.toJSON name} = ${inline value.${name}}") (builtins.attrNames value))} }"
    else if builtins.isList value then
      "[ ${builtins.concatStringsSep ", " (map inline value)} ]"
    else builtins.toJSON value;
in
document:
builtins.concatStringsSep "" (map (name: "${builtins.toJSON name} = ${inline document.${name}}\n") (builtins.attrNames document))

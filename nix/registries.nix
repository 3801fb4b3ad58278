{ overrides }:

/**
  The base addresses of registries (registries.json) with a project's
  overrides: a key of `bases` is a mirror; any other key is the name of a
  registry as Cargo.lock writes it, and its value the address of its crates.

  # Type
  registries :: { bases :: { NAME = String; }, cargo-sources :: { SOURCE = NAME; } }
*/
let
  table = builtins.fromJSON (builtins.readFile ./registries.json);
  names = builtins.attrNames overrides;
  mirrors = builtins.filter (name: table.bases ? ${name}) names;
  sources = builtins.filter (name: ! (table.bases ? ${name})) names;
  pick = wanted: value: builtins.listToAttrs (map (name: { inherit name; value = value name; }) wanted);
in
{
  bases = table.bases // pick (mirrors ++ sources) (name: overrides.${name});
  cargo-sources = table.cargo-sources // pick sources (name: name);
}

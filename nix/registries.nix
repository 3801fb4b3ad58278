{ fail, nearest, strings, overrides }:

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
  isSource = name: builtins.match "(registry|sparse)[+].*" name != null;
  mistyped = builtins.filter (name: ! isSource name) sources;
  suggestion = nearest (builtins.attrNames table.bases) (builtins.head mistyped);
  pick = wanted: value: builtins.listToAttrs (map (name: { inherit name; value = value name; }) wanted);
in
if mistyped != [ ] then
  fail {
    file = "pyproject.toml";
    mistake = "unknown registry in [tool.wheelpin.registries]: \"${builtins.head mistyped}\"";
    remedy = (if suggestion == null then [ ] else [ "Did you mean \"${suggestion}\"?" ]) ++ [
      "Known: ${strings.quoted (builtins.attrNames table.bases)}, and any registry by the name that"
      "Cargo.lock has in `source` (registry+… or sparse+…)."
    ];
  }
else
{
  bases = table.bases // pick (mirrors ++ sources) (name: overrides.${name});
  cargo-sources = table.cargo-sources // pick sources (name: name);
}

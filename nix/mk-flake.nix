/**
  A project's whole flake: `outputs = { self, wheelpin }: wheelpin.lib.mkFlake { src = self; };`

  `src` is the root of the source tree, `project` the folder with its
  pyproject.toml (default: the root), `config` overrides `[tool.wheelpin]`,
  `systems` are the build hosts.

  # Type
  mkFlake :: {
    src :: Path, project :: String ? "", config :: AttrSet ? { }, systems :: [ String ] ? …,
  } -> { apps, packages, matrix, checks }   (each by system)
*/
{ src, project ? "", config ? { }, systems ? [ "x86_64-linux" "aarch64-linux" ] }:
let
  resolved = (import ./. { }).project { inherit src project config; };
  bySystem = system: (import ./. { inherit system; inherit (resolved) registries; }).outputs resolved;
  all = builtins.listToAttrs (map (name: { inherit name; value = bySystem name; }) systems);
  each = output: builtins.mapAttrs (_system: outputs: outputs.${output}) all;
in
{
  apps = each "apps";
  packages = each "packages";
  matrix = each "matrix";
  checks = each "checks";
}

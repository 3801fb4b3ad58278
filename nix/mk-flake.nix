/**
  A project's whole flake: `outputs = { self, wheelpin }: wheelpin.lib.mkFlake { src = self; };`

  `src` is the root of the source tree, `project` the folder with its
  pyproject.toml (default: the root), `config` overrides `[tool.wheelpin]`,
  `systems` are the build hosts (default: those that the toolchain has),
  `inputs` the flakes that the nixpkgs toolchain is made of.

  # Type
  mkFlake :: {
    src :: Path, project :: String ? "", config :: AttrSet ? { }, systems :: [ String ] ? null,
    inputs :: { NAME :: Flake } ? { },
  } -> { apps, packages, matrix, checks, devShells }   (each by system)
*/
{ src, project ? "", config ? { }, systems ? null, inputs ? { } }:
let
  resolved = (import ./. { }).project { inherit src project config; };
  bySystem = system: (import ./. {
    inherit system inputs;
    inherit (resolved) registries;
    toolchainName = resolved.toolchain;
  }).outputs resolved;
  linux = [ "x86_64-linux" "aarch64-linux" ];
  hosts = { registry = linux; nixpkgs = linux ++ [ "x86_64-darwin" "aarch64-darwin" ]; }.${resolved.toolchain};
  all = builtins.listToAttrs (map (name: { inherit name; value = bySystem name; }) (if systems == null then hosts else systems));
  each = output: builtins.mapAttrs (_system: outputs: outputs.${output}) all;
in
{
  apps = each "apps";
  packages = each "packages";
  matrix = each "matrix";
  checks = each "checks";
  devShells = each "devShells";
}

/**
  An overlay of nixpkgs with `wheelpin`, the program, and `wheelpinProject`, the outputs of a project
  on the platform of the package set. On Linux both come from the registry toolchain unless a project says
  otherwise; on macOS the nixpkgs toolchain makes the program, from this package set.

  # Type
  overlay :: { inputs :: { NAME :: Flake } } -> Overlay

  # Example

  ```nix
  (import nixpkgs { system = "x86_64-linux"; overlays = [ wheelpin.overlays.default ]; }).wheelpinProject { src = ./.; }
  => { packages = { … }; checks = { … }; … }
  ```
*/
{ inputs }:
final: _prev:
let
  system = final.stdenv.hostPlatform.system;
  scope = toolchainName: registries: import ./. {
    inherit system toolchainName registries;
    inputs = inputs // { nixpkgs-locked.legacyPackages = { ${system} = final; }; };
  };
in
{
  wheelpin = (scope (if final.stdenv.hostPlatform.isDarwin then "nixpkgs" else "registry") { }).driver;
  wheelpinProject =
    { src, project ? "", config ? { } }:
    let resolved = (import ./. { }).project { inherit src project config; };
    in (scope resolved.toolchain resolved.registries).outputs resolved;
}

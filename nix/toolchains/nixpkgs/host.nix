{ system }:

/**
  What the build host is to Rust and to Zig, and the target that programs of wheelpin's own are built
  for to run on it.

  # Type

  ```
  host :: { host :: Unit; programTarget :: String; }
  ```

  # Example

  ```nix
  (import ./host.nix { system = "aarch64-darwin"; }).host.triple
  => "aarch64-apple-darwin"
  ```
*/
let
  linux = arch: {
    host = {
      inherit arch;
      os = "linux";
      cpu = "";
      triple = "${arch}-unknown-linux-gnu";
      zigTarget = "${arch}-linux-gnu.2.17";
    };
    programTarget = "musllinux-${arch}";
  };
  # Rust's own floors, as nix/platform-levels.nix has them.
  macos = arch: rustArch: deploymentTarget: {
    host = {
      inherit arch deploymentTarget;
      os = "macos";
      cpu = "";
      triple = "${rustArch}-apple-darwin";
      zigTarget = "${rustArch}-macos.${deploymentTarget}";
    };
    programTarget = "macos-${arch}";
  };
in
{
  x86_64-linux = linux "x86_64";
  aarch64-linux = linux "aarch64";
  x86_64-darwin = macos "x86_64" "x86_64" "10.12";
  aarch64-darwin = macos "arm64" "aarch64" "11.0";
}.${system}

{ driver, toolchain }:

/**
  `wheelpin release` as a program of its own, with the driver that belongs to this library: what
  `nix run .#release` starts.

  # Type

  ```
  releaseApp :: Derivation  (bin/wheelpin-release)
  ```
*/
toolchain.run {
  name = "wheelpin-release";
  script = ./release-app.sh;
  inherit driver;
  interpreter = "${toolchain.shell}/bin/sh";
}

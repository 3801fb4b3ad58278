{ project, plan, cells, toolchain }:

/**
  The program `wheelpin` for the build host: static, made by wheelpin's own functions from its own
  source. It sees the Rust workspace and this library, which it holds a copy of for trees without a
  flake; so no change in docs/ or in tests compiles it again.

  # Type

  ```
  driver :: Derivation  (bin/wheelpin)
  ```
*/
let
  root = ../.;
  wanted = [ "Cargo.toml" "Cargo.lock" "LICENSE-APACHE" "LICENSE-MIT" "README.md" "driver" "nix" "pyproject.toml" ];
  below = path: builtins.substring (builtins.stringLength (toString root) + 1) (-1) path;
  # Tests and fuzz targets are not compiled; and an sdist does not keep which of their files are programs.
  isTests = file: builtins.match "driver/[^/]*/(tests|fuzz)|nix/tests" file != null;
  isWanted = file: builtins.elem (builtins.head (builtins.split "/" file)) wanted && ! isTests file;

  config = project {
    src = builtins.path {
      name = "wheelpin-source";
      path = root;
      filter = path: _type: isWanted (below path);
    };
    config.targets = [ toolchain.programTarget ];
    config.profile = "driver";
  };
  cell = builtins.head (cells { inherit config; cells = plan config; });
in
toolchain.run {
  name = "wheelpin-${config.version}";
  script = ./driver.sh;
  inherit (cell) compiled;
  triple = cell.target.triple;
  program = "wheelpin";
  folder = "driver";
}

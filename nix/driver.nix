{ project, plan, cells, toolchain }:

/**
  The program `wheelpin` for the build host: static, made by wheelpin's own functions from its own
  source. It sees the Rust workspace alone, so that no change in nix/ or docs/ compiles it again.

  # Type

  ```
  driver :: Derivation  (bin/wheelpin)
  ```
*/
let
  root = ../.;
  prefix = builtins.stringLength (toString root) + 1;
  wanted = [ "Cargo.toml" "Cargo.lock" "LICENSE-APACHE" "LICENSE-MIT" "README.md" "driver" "pyproject.toml" ];
  top = path: builtins.head (builtins.split "/" (builtins.substring prefix (builtins.stringLength path) path));

  target = "musllinux-${toolchain.host.arch}";
  config = project {
    src = builtins.path {
      name = "wheelpin-source";
      path = root;
      filter = path: _type: builtins.elem (top path) wanted;
    };
    config.targets = [ target ];
  };
  cell = builtins.head (cells { inherit config; cells = plan config; });
in
toolchain.run {
  name = "wheelpin-${config.version}";
  script = ./driver.sh;
  inherit (cell) compiled;
  triple = cell.target.triple;
}

{ project, plan, cells, toolchain }:

/**
  The program `wheelpin-check` for the build host: static, made by wheelpin's own functions. It sees
  two crates of the Rust workspace, so that no other change of wheelpin makes another checker, and
  with it no check is run again.

  # Type

  ```
  checker :: Derivation  (bin/wheelpin-check)
  ```
*/
let
  root = ../.;
  crates = [ "wheelpin-check" "wheelpin-wheel" ];
  below = path: builtins.substring (builtins.stringLength (toString root) + 1) (-1) path;
  isWanted =
    file:
    let
      parts = builtins.filter builtins.isString (builtins.split "/" file);
      part = builtins.elemAt parts;
      depth = builtins.length parts;
    in
    builtins.elem file [
      "Cargo.toml"
      "Cargo.lock"
      "driver"
      # Cargo reads the manifest of a crate for tests alone, too.
      "driver/wheelpin-testing"
      "driver/wheelpin-testing/Cargo.toml"
    ]
    || (
      depth > 1 && part 0 == "driver" && builtins.elem (part 1) crates
      && (depth == 2 || builtins.elem (part 2) [ "Cargo.toml" "data" "pyproject.toml" "src" ])
    );

  config = project {
    src = builtins.path {
      name = "wheelpin-check-source";
      path = root;
      filter = path: _type: isWanted (below path);
    };
    project = "driver/wheelpin-check";
    config.targets = [ toolchain.programTarget ];
  };
  cell = builtins.head (cells { inherit config; cells = plan config; });
in
toolchain.run {
  name = "wheelpin-check-${config.version}";
  script = ./driver.sh;
  inherit (cell) compiled;
  triple = cell.target.triple;
  program = "wheelpin-check";
  folder = "release";
}

{ project, plan, cells, toolchain, workspacePart }:

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
  config = project {
    src = workspacePart {
      name = "wheelpin-check-source";
      crates = [ "wheelpin-check" "wheelpin-wheel" ];
      parts = [ "data" "pyproject.toml" "src" ];
      # For tests alone.
      manifests = [ "wheelpin-testing" ];
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

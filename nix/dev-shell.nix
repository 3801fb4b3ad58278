{ toolchain, driver }:

/**
  What `nix develop` gives: Rust with the targets of the project, clippy and rustfmt, Zig, maturin, the
  toolchain's Pythons, the project's build tools, and `wheelpin` with completions.

  In the shell `maturin develop` and `cargo test` work: there is a virtual environment in `.venv`
  (made when there is none), and Cargo links for the build host as build scripts are linked.

  # Type
  devShell :: Config -> Derivation
*/
config:
let
  triples = builtins.concatMap (target: target.triples) config.targets;
  rust = toolchain.devRust config.rust triples;
  program = name: path: toolchain.run {
    name = "wheelpin-${name}-program";
    script = ./dev-program.sh;
    inherit path;
    program = name;
  };
  natives = builtins.filter (python: !python.isEmulated) toolchain.pythons;
  buildTools = map (name: toolchain.buildTools.${name}) config.buildTools;
  pythons = toolchain.run {
    name = "wheelpin-pythons";
    script = ./dev-pythons.sh;
    interpreter = "${toolchain.shell}/bin/sh";
    names = map (python: python.name) natives;
    programs = map (python: builtins.concatStringsSep " " python.command) natives;
  };
  pip = toolchain.run {
    name = "wheelpin-pip";
    script = ./dev-pip.sh;
    inherit (toolchain) pip sevenZip;
  };
  completions = toolchain.run {
    name = "wheelpin-completions";
    script = ./dev-completions.sh;
    inherit driver;
  };
in
toolchain.devShell {
  name = "wheelpin-develop-${config.fileName}";
  inherit rust;
  packages = [ pythons driver completions (program "zig" toolchain.zig) (program "maturin" toolchain.maturin) ]
    ++ map (tool: tool.tree) buildTools;
  variables = builtins.foldl' (all: tool: all // tool.environment [ toolchain.host ]) { } buildTools // {
    WHEELPIN_PIP = "${pip}";
    shellHook = builtins.readFile ./dev-shell.sh;
  };
}

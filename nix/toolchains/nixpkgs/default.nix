{ system, registries, inputs, fail, pins, toToml }:

/**
  The nixpkgs toolchain: crane, rust-overlay and nixpkgs from flake inputs, with Zig, maturin and
  patchelf as they are pinned for the registry toolchain, so that both make the same bytes.

  # Type

  ```
  nixpkgsToolchain :: {
    system :: String; registries :: Registries; fail; pins; toToml;
    inputs :: { crane, rust-overlay, nixpkgs-locked :: Flake; };
  } -> Toolchain
  ```
*/
let
  input = name: inputs.${name} or (fail {
    file = "pyproject.toml";
    mistake = "toolchain = \"nixpkgs\" builds with ${name}, which is an input of wheelpin's flake, and there is no flake here";
    remedy = [
      "Write flake.nix beside it, and build through it (nix build):"
      ""
      "  {"
      "    inputs.wheelpin.url = \"github:OWNER/wheelpin\";"
      "    outputs = { self, wheelpin }: wheelpin.lib.mkFlake { src = self; };"
      "  }"
      ""
      "Or take `toolchain` out of [tool.wheelpin]: the registry toolchain needs no inputs."
    ];
  });
  known = pins.hosts // pins.programs;

  scope = {
    inherit system registries pins scope fail toToml;
    inherit (input "nixpkgs-locked") legacyPackages;
    pkgs = scope.legacyPackages.${system};
    files = known.${system} or (fail {
      file = "nix/toolchains/registry/pins.json";
      mistake = "no pins for a build host of ${system}";
      remedy = [ "Build on one of: ${builtins.concatStringsSep ", " (builtins.attrNames known)}" ];
    });
    host = call ./host.nix;
    # A project's mirror of Rust's distribution server counts here, too.
    rustBin = (input "rust-overlay").lib.mkRustBin { distRoot = registries.bases.rust; } scope.pkgs;
    craneLib = call ./crane-lib.nix;
    mkCraneLib = (input "crane").mkLib;

    # What only asks for a shell and unpackers is the registry toolchain's.
    fetch = call ../registry/fetch.nix;
    run = call ../registry/run.nix;
    unpack = call ../registry/unpack.nix;
    tools = call ../registry/tools.nix;
    cmakeToolchain = call ../registry/cmake-toolchain.nix;
    bindgenArguments = call ../registry/bindgen-arguments.nix;

    sevenZip = "${scope.pkgs._7zz}/bin/7zz";
    shell = call ./shell.nix;
    libc = call ./libc.nix;
    rust = call ./rust.nix;
    crates = call ./crates.nix;
    cargoSteps = call ./cargo-steps.nix;
    devRust = version: (scope.rust version).withTools [ "clippy" "rustfmt" "rust-src" ];
    devShell = call ./dev-shell.nix;
    buildTools = call ./build-tools.nix;
    emulators = call ./emulators.nix;
    pythons = call ./pythons.nix;
    advisories = input "advisory-db";
    checks = call ./checks.nix;
  };
  call = file:
    let function = import file;
    in function (builtins.intersectAttrs (builtins.functionArgs function) scope);
in
{
  name = "nixpkgs";
  inherit system;
  inherit (scope.host) host programTarget;
  zigVersion = scope.files.ziglang.version;
  versions = { maturin = scope.files.maturin.version; zig = scope.files.ziglang.version; };
  inherit (scope) pins fetch run unpack shell rust libc crates cargoSteps buildTools emulators pythons sevenZip;
  inherit (scope) devRust devShell;
  pip = scope.fetch scope.files.pip;
  inherit (scope.tools) zig maturin patchelf;
  # What only this toolchain has.
  inherit (scope) checks;
}

{ system, registries }:

/**
  The registry toolchain: shell, Rust, Zig and maturin from pinned files of the
  language registries, with no nixpkgs, no GitHub and no binary cache.

  # Type
  registryToolchain :: { system :: String, registries :: Registries } -> Toolchain
*/
let
  scope = {
    inherit system registries scope;
    pins = builtins.fromJSON (builtins.readFile ./pins.json);
    files = scope.pins.hosts.${system} or (throw "wheelpin: nix/toolchains/registry/pins.json: no pins for a build host of ${system}\n\n  Build on one of: ${builtins.concatStringsSep ", " (builtins.attrNames scope.pins.hosts)}\n");
    fetch = call ./fetch.nix;
    sevenZip = call ./seven-zip.nix;
    shell = call ./shell.nix;
    run = call ./run.nix;
    bash = call ./bash.nix;
    devRust = call ./dev-rust.nix;
    devCc = call ./dev-cc.nix;
    devShell = call ./dev-shell.nix;
    crates = call ./crates.nix;
    unpack = call ./unpack.nix;
    tools = call ./tools.nix;
    libc = call ./libc.nix;
    rust = call ./rust.nix;
    binSh = call ./bin-sh.nix;
    programTree = call ./program-tree.nix;
    cmakeToolchain = call ./cmake-toolchain.nix;
    bindgenArguments = call ./bindgen-arguments.nix;
    buildTools = call ./build-tools.nix;
    emulators = call ./emulators.nix;
    pythons = call ./pythons.nix;
  };
  call = file:
    let function = import file;
    in function (builtins.intersectAttrs (builtins.functionArgs function) scope);
in
{
  name = "registry";
  inherit system;
  # Build scripts and proc macros are linked for this.
  host = {
    x86_64-linux = { arch = "x86_64"; triple = "x86_64-unknown-linux-gnu"; zigTarget = "x86_64-linux-gnu.2.17"; };
    aarch64-linux = { arch = "aarch64"; triple = "aarch64-unknown-linux-gnu"; zigTarget = "aarch64-linux-gnu.2.17"; };
  }.${system} // { os = "linux"; cpu = ""; };
  zigVersion = scope.files.ziglang.version;
  versions = { maturin = scope.files.maturin.version; zig = scope.files.ziglang.version; };
  # Programs of wheelpin's own are built for this.
  programTarget = { x86_64-linux = "musllinux-x86_64"; aarch64-linux = "musllinux-aarch64"; }.${system};
  # The steps that run Cargo.
  cargoSteps = { dependencies = scope.run; compile = scope.run; wheel = scope.run; };
  inherit (scope) pins fetch run crates bash devCc devRust devShell unpack shell rust libc buildTools emulators pythons;
  # The installer of smoke tests, a wheel.
  pip = scope.fetch scope.files.pip;
  inherit (scope.tools) zig maturin patchelf;
  sevenZip = scope.sevenZip;
}

{ system, pins, fetch, run, sevenZip, tools, libc, rust, shell }:

/**
  Rust for people: rustc, cargo, rustdoc, clippy and rustfmt, with the standard libraries of the build
  host and of `triples`.

  # Type
  devRust :: String (version key in pins) -> [ String ] -> Derivation
*/
version: triples:
let
  release = pins.rust.${version};
  chosen = rust version;
  component = release.hosts.${system};
  programs = run {
    name = "wheelpin-rust-tools-${release.version}";
    script = ./rust-tools.sh;
    inherit sevenZip;
    inherit (tools) patchelf;
    inherit (libc) loader;
    libraryPath = libc.path;
    rust = chosen.host;
    archives = map (name: fetch component.${name}) [ "clippy-preview" "rustfmt-preview" ];
  };
in
run {
  name = "wheelpin-develop-rust-${release.version}";
  script = ./dev-rust.sh;
  inherit programs;
  rust = chosen.host;
  sysroot = chosen.sysroot triples;
  interpreter = "${shell}/bin/sh";
}

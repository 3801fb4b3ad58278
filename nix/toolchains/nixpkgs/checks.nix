{ craneLib, pkgs, rust, pythons, advisories, toToml }:

/**
  Checks of a project's crate and tree by crane's functions: clippy, rustfmt, nextest, doc, deny (where
  there is a deny.toml), audit, taplo, and nixfmt where there are Nix files.

  Dependencies are compiled once, by `buildDepsOnly`, for all that compile. C is compiled and tests are
  linked by nixpkgs' compiler: PyO3 links its tests with nixpkgs' Python.

  # Type
  checks :: { config :: Config, source :: Path, vendor :: Vendor, files :: [ String ] } -> { crate-NAME, tree-NAME :: Derivation }
*/
{ config, source, vendor, files }:
let
  inherit (pkgs) lib;
  crane = (craneLib.overrideToolchain ((rust config.rust).withTools [ "clippy" "rustfmt" ] [ ])).overrideScope (_final: _prev: {
    stdenvSelector = packages: packages.stdenv;
    # Without the program that crane would build for it. A file of the store stands in it as itself.
    writeTOML = name: value: pkgs.writeText name (toToml (
      lib.mapAttrsRecursiveCond (set: ! lib.isDerivation set) (_path: leaf: if lib.isDerivation leaf then "${leaf}" else leaf) value
    ));
  });
  # Where the crates are, for the hook that writes Cargo's configuration.
  vendored = pkgs.runCommand "wheelpin-vendor-config" { } ''
    mkdir $out
    cp ${pkgs.writeText "config.toml" (builtins.replaceStrings [ "directory = \"vendor" ] [ "directory = \"${vendor.tree}" ] vendor.config)} $out/config.toml
  '';
  manifest = lib.optionalString (config.workspaceRoot != "") "--manifest-path ${config.workspaceRoot}/Cargo.toml";
  native = builtins.head (builtins.filter (python: !python.isEmulated && !python.freeThreaded) pythons);

  common = {
    pname = config.fileName;
    # An epoch (1!2.0) has a character that a store path cannot have.
    version = builtins.replaceStrings [ "!" ] [ "_" ] config.version;
    src = source;
    strictDeps = true;
    cargoVendorDir = vendored;
    # Not the profile of wheels: nothing here is kept.
    CARGO_PROFILE = "";
    cargoExtraArgs = "--locked ${manifest}";
    # The same for dependencies and checks, or PyO3 is compiled again.
    env.PYO3_PYTHON = builtins.concatStringsSep " " native.command;
  };
  compiled = common // {
    cargoArtifacts = crane.buildDepsOnly (common // {
      cargoBuildCommand = ":";
      cargoCheckExtraArgs = "--workspace --all-targets";
      cargoTestExtraArgs = "--workspace --no-run";
    });
    doInstallCargoArtifacts = false;
  };
  # For what only reads: no crate is needed.
  plain = common // { cargoExtraArgs = ""; };
  nixFiles = builtins.filter (lib.hasSuffix ".nix") files;
in
{
  crate-clippy = crane.cargoClippy (compiled // { cargoClippyExtraArgs = "--workspace --all-targets -- --deny warnings"; });
  crate-doc = crane.cargoDoc (compiled // { cargoDocExtraArgs = "--workspace --no-deps"; env = compiled.env // { RUSTDOCFLAGS = "--deny warnings"; }; });
  crate-fmt = crane.cargoFmt (plain // { cargoExtraArgs = "--all ${manifest}"; doInstallCargoArtifacts = false; });
  crate-nextest = crane.cargoNextest (compiled // { cargoNextestExtraArgs = "--workspace --no-tests=pass"; });
  crate-audit = crane.cargoAudit (builtins.removeAttrs plain [ "cargoVendorDir" ] // {
    advisory-db = advisories;
    cargoAuditExtraArgs = "--ignore yanked --file ${config.lockPath}";
  });
  tree-taplo = crane.taploFmt (builtins.removeAttrs plain [ "cargoVendorDir" ] // {
    src = lib.cleanSourceWith {
      src = source;
      filter = path: type: type == "directory" || lib.hasSuffix ".toml" path;
    };
    doInstallCargoArtifacts = false;
  });
}
// lib.optionalAttrs (builtins.elem "${lib.optionalString (config.workspaceRoot != "") "${config.workspaceRoot}/"}deny.toml" files) {
  crate-deny = crane.cargoDeny (plain // { cargoExtraArgs = manifest; });
}
// lib.optionalAttrs (nixFiles != [ ]) {
  tree-nixfmt = pkgs.runCommand "${config.fileName}-nixfmt" { nativeBuildInputs = [ pkgs.nixfmt ]; } ''
    cd ${source}
    nixfmt --check ${lib.escapeShellArgs nixFiles}
    mkdir $out
  '';
}

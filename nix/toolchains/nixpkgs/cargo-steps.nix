{ craneLib, pkgs, shell }:

/**
  The steps that run Cargo, as derivations of crane: `buildDepsOnly` for the dependencies, whose
  target directory crane installs, and `mkCargoDerivation` for what is compiled on top of it (crane
  restores it) and for the wheel.

  A step takes what `run` takes and runs the same script in the same shell, with the variables of
  that step and no others: nothing of stdenv's hooks can get into a wheel.

  # Type

  ```
  cargoSteps :: { dependencies, compile, wheel :: { name, script, … } -> Derivation; }
  ```
*/
let
  inherit (pkgs) lib;

  # As `derivation` makes strings of values; a path must become one of the store.
  text = value:
    if builtins.isList value then lib.concatMapStringsSep " " text value
    else if builtins.isBool value then (if value then "1" else "")
    else if value == null then ""
    else if builtins.isInt value then toString value
    else "${value}";

  # Runs the script of a step. `out` is shell text.
  command = out: { script, tools ? [ ], ... }@arguments:
    let
      variables = builtins.removeAttrs arguments [ "script" "tools" ] // {
        PATH = lib.concatMapStringsSep ":" (tool: "${tool}/bin") (tools ++ [ shell ]);
      };
      assignments = lib.mapAttrsToList (name: value: "${name}=${lib.escapeShellArg (text value)}") variables;
      kept = map (name: "${name}=\"\${${name}-}\"") [ "NIX_BUILD_TOP" "NIX_BUILD_CORES" "NIX_STORE" "TMPDIR" "TMP" "TEMP" "TEMPDIR" ];
    in
    ''
      ${shell}/bin/env -i ${lib.concatStringsSep " " (kept ++ assignments)} HOME=/homeless-shelter out=${out} \
        ${shell}/bin/sh -eu -o pipefail ${script}
    '';

  craneOf = arguments: craneLib.overrideToolchain arguments.rust;

  common = arguments: {
    inherit (arguments) name;
    pname = arguments.name;
    version = arguments.rustVersion;
    # Zig links for every target alike.
    doIncludeCrossToolchainEnv = false;
    # The scripts lay out sources and vendored crates themselves, at fixed places.
    cargoVendorDir = null;
    dontUnpack = true;
    # nixpkgs would strip, patch and sign what is finished.
    dontFixup = true;
    doCheck = false;
    strictDeps = true;
  };
  path = "$NIX_BUILD_TOP/artifacts/target";
  installed = drv: if drv == "" then "" else "${drv}/target";
in
{
  # Neither `cargo check` nor `cargo test` is run: that would be every crate three times. The stub is
  # never compiled (nix/rustc.sh).
  dependencies = arguments: (craneOf arguments).buildDepsOnly (common arguments // {
    dummySrc = arguments.stub;
    # A plain directory: other targets and abis start from parts of it.
    installCargoArtifactsMode = "use-symlink";
    cargoCheckCommand = ":";
    buildPhaseCargoCommand = ''
      export CARGO_TARGET_DIR="${path}"
      ${command "\"$CARGO_TARGET_DIR\"" (arguments // {
        base = installed arguments.base;
        host = installed arguments.host;
      })}
    '';
  });

  compile = arguments: (craneOf arguments).mkCargoDerivation (common arguments // {
    cargoArtifacts = builtins.head arguments.dependencies;
    doNotLinkInheritedArtifacts = true;
    doInstallCargoArtifacts = false;
    prePatch = ''
      export CARGO_TARGET_DIR="$NIX_BUILD_TOP/target"
    '';
    buildPhaseCargoCommand = command "\"$out\"" (arguments // {
      # The second half of universal2.
      dependencies = map installed (builtins.tail arguments.dependencies);
    });
  });

  wheel = arguments: (craneOf arguments).mkCargoDerivation (common arguments // {
    cargoArtifacts = null;
    doInstallCargoArtifacts = false;
    buildPhaseCargoCommand = command "\"$out\"" arguments;
  });
}

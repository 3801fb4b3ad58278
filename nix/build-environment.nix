{ toolchain, compilers, zigCache, zigInodes, units, appleSdk, toToml, fail }:

/**
  What every derivation that runs Cargo or maturin for one cell has in common:
  environment variables for build-environment.sh.

  # Type
  buildEnvironment :: { config, vendor, target, abi } -> AttrSet
*/
{ config, vendor, target, abi }:
let
  rust = toolchain.rust config.rust;
  host = toolchain.host;
  parts = units target;
  manifest = builtins.fromTOML (builtins.readFile (config.src + "/${if config.workspaceRoot == "" then "" else config.workspaceRoot + "/"}Cargo.toml"));
  profile = config.cargo.profile;
  profileOf = name: manifest.profile.${name} or { };
  codegenUnits = (profileOf profile).codegen-units or ((profileOf "release").codegen-units or null);
  pointerWidth = (builtins.head parts).pointerWidth;
  # maturin makes the module of cffi bindings with a Python of the build host.
  isCffi = config.bindings == "cffi";
  buildTools = map (name: toolchain.buildTools.${name}) (config.buildTools ++ (if isCffi then [ "python" ] else [ ]));
in
builtins.foldl' (variables: tool: variables // tool.environment (parts ++ [ host ])) { } buildTools
// {
  tools = map (tool: tool.tree) buildTools;
  environment = ./build-environment.sh;
  inherit zigInodes;
  inherit (toolchain) shell maturin zigVersion;
  zig = toolchain.zig;
  rust = rust.host;
  rustVersion = rust.version;
  sysroot = rust.sysroot (map (unit: unit.triple) parts);
  vendor = vendor.tree;
  cargoConfig = vendor.config;
  inherit (config) lockPath;
  changedLock = if config.changedLock then builtins.toFile "Cargo.lock" (toToml config.lock) else "";
  triples = map (unit: unit.triple) parts;
  compilers = map compilers parts;
  zigCaches = [ (zigCache host) ] ++ map zigCache parts;
  hostTriple = host.triple;
  hostCompilers = compilers host;
  targetTriple = target.triple;
  deploymentTarget = if target.os == "macos" && builtins.length parts == 1 then (builtins.head parts).deploymentTarget else "";
  pyo3Config = if abi.pyo3Config or null == null then "" else builtins.toFile "pyo3-config.txt" (abi.pyo3Config pointerWidth);
  # maturin's table of interpreters refuses Windows with PyO3 before 0.29 unless
  # it is told of one: sysconfig's EXT_SUFFIX there.
  windowsSuffix =
    if target.os == "windows" then
      ".${builtins.replaceStrings [ "_" ] [ "-" ] (if abi.kind == "cpython" || abi.kind == "pypy" then abi.abiTag else abi.pythonTag)}-${target.platformTag}.pyd"
    else "";
  # What rustc and cargo-zigbuild take for the macOS SDK: our text stubs, or the
  # project's own.
  sdk =
    if target.os != "macos" then ""
    else if config.macosSdk == null then appleSdk
    else if builtins.substring 0 (builtins.stringLength builtins.storeDir) config.macosSdk == builtins.storeDir then config.macosSdk
    else if builtins.substring 0 1 config.macosSdk == "/" then builtins.path { path = /. + config.macosSdk; name = "macos-sdk"; }
    else if builtins.pathExists (config.src + "/${config.macosSdk}") then builtins.path { path = config.src + "/${config.macosSdk}"; name = "macos-sdk"; }
    else fail {
      file = config.pyprojectFile;
      mistake = "[tool.wheelpin] macos-sdk names \"${config.macosSdk}\", which is not in the source tree";
      remedy = [
        "The path is relative to the root of the tree; one that begins with / is taken as it is."
        "In a git repository Nix sees only files that git knows: `git add -N DIRECTORY`."
        "Without the key, stubs of Apple's frameworks are linked against."
      ];
    };
  interpreter =
    if isCffi then "${toolchain.buildTools.python.tree}/bin/python3"
    else if abi.interpreter or null == null then "" else abi.interpreter;
  features = abi.cliFeatures;
  cargoFlags = (if config.cargo.noDefaultFeatures then [ "--no-default-features" ] else [ ])
    ++ (if config.cargo.allFeatures then [ "--all-features" ] else [ ]);
  inherit profile;
  profileVariable = builtins.replaceStrings [ "-" ] [ "_" ] profile;
  codegenUnits = if codegenUnits == null then "1" else "";
  compatibility = if target.compatibility or null == null then "" else target.compatibility;
  projectDir = if config.projectDir == "" then "." else config.projectDir;
  SOURCE_DATE_EPOCH = toString config.sourceDateEpoch;
  # Scripts that Cargo starts; paths of their own so that they are rebuilt alone.
  cargoWrapper = ./cargo.sh;
  rustcWrapper = ./rustc.sh;
}

{
  callPackage,
  registryToolchain,
  resolveTarget,
  settings,
  units,
  ...
}:
let
  inherit (builtins) attrNames tryEval;
  tools = system: (registryToolchain { inherit system registries; }).buildTools;
  registries = builtins.fromJSON (builtins.readFile ../registries.json);
  native = tools "x86_64-linux";
  resolve = resolveTarget { file = "pyproject.toml"; };
  environment = tool: target: attrNames (native.${tool}.environment (units (resolve target)));
  words =
    list:
    (settings {
      file = "pyproject.toml";
      table.build-tools = list;
    }).build-tools;
in
{
  buildTools = {
    testEveryWordOfTheSettingIsATool = {
      expr = words (attrNames native);
      expected = attrNames native;
    };
    testNames = {
      expr = attrNames native;
      expected = [
        "cmake"
        "libclang"
        "ninja"
        "perl"
        "python"
      ];
    };
    testUnknownToolIsRefused = {
      expr = (tryEval (words [ "bazel" ])).success;
      expected = false;
    };
    testBothBuildHostsHaveTheSameTools = {
      expr = attrNames (tools "aarch64-linux");
      expected = attrNames native;
    };
    testEveryToolIsADerivation = {
      expr = map (name: native.${name}.tree.type) (attrNames native);
      expected = map (_name: "derivation") (attrNames native);
    };
  };

  environment = {
    testCMakeGetsAToolchainFileForItsTarget = {
      expr = environment "cmake" "manylinux-aarch64";
      expected = [
        "CMAKE_GENERATOR"
        "CMAKE_TOOLCHAIN_FILE_aarch64_unknown_linux_gnu"
      ];
    };
    testUniversal2HasTwoTargets = {
      expr = environment "libclang" "macos-universal2";
      expected = [
        "BINDGEN_EXTRA_CLANG_ARGS_aarch64_apple_darwin"
        "BINDGEN_EXTRA_CLANG_ARGS_x86_64_apple_darwin"
        "LIBCLANG_PATH"
      ];
    };
    testFirstOfTwoUnitsWithOneTripleCounts = {
      expr =
        let
          unit = builtins.head (units (resolve "manylinux-x86_64"));
          older = unit // {
            zigTarget = "x86_64-linux-gnu.2.17";
          };
        in
        native.libclang.environment [
          unit
          older
        ] == native.libclang.environment [ unit ];
      expected = true;
    };
    testPerlFindsItsModules = {
      expr = environment "perl" "windows-x86_64";
      expected = [ "PERL5LIB" ];
    };
    testNinjaAndPythonNeedNone = {
      expr = map (tool: environment tool "windows-x86_64") [
        "ninja"
        "python"
      ];
      expected = [
        [ ]
        [ ]
      ];
    };
  };

  buildEnvironment = {
    testToolsAreOnPathAndCffiBringsPython =
      let
        tool = name: {
          tree = "/${name}";
          environment = compiled: { ${name} = builtins.length compiled; };
        };
        toolchain = {
          host = { };
          buildTools = {
            cmake = tool "cmake";
            python = tool "python";
          };
          rust = _version: {
            host = "";
            version = "";
            sysroot = _triples: "";
          };
          shell = "";
          maturin = "";
          zigVersion = "";
          zig = "";
        };
        built =
          (callPackage ../build-environment.nix {
            inherit toolchain;
            compilers = _unit: "";
            zigCache = _unit: "";
          })
            {
              config = {
                src = ./projects/cffi;
                workspaceRoot = "";
                projectDir = "";
                bindings = "cffi";
                buildTools = [ "cmake" ];
                rust = "";
                sourceDateEpoch = 0;
                cargo = {
                  features = [ ];
                  noDefaultFeatures = false;
                  allFeatures = false;
                  profile = "release";
                };
              };
              vendor = {
                tree = "";
                config = "";
              };
              target = resolve "manylinux-x86_64";
              abi = {
                kind = "none";
                cliFeatures = [ ];
              };
            };
      in
      {
        expr = { inherit (built) tools cmake python interpreter; };
        expected = {
          tools = [
            "/cmake"
            "/python"
          ];
          # The target's unit and the build host's.
          cmake = 2;
          python = 2;
          interpreter = "/python/bin/python3";
        };
      };
  };
}

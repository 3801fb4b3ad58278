{ pkgs, cmakeToolchain, bindgenArguments }:

/**
  Programs that the C parts of a project may ask for, from nixpkgs; see the registry toolchain's.

  # Type
  buildTools :: { NAME :: { tree :: Derivation, environment :: [ Unit ] -> { VARIABLE :: String } } }
*/
let
  inherit (pkgs) lib;
  none = _units: { };
  byTriple = prefix: value: units: lib.listToAttrs (map
    (unit: lib.nameValuePair "${prefix}_${builtins.replaceStrings [ "-" "." ] [ "_" "_" ] unit.triple}" (value unit))
    units);
  join = name: paths: pkgs.symlinkJoin { name = "wheelpin-${name}"; inherit paths; };
  libclang = lib.getLib pkgs.llvmPackages.libclang;
in
{
  cmake = {
    tree = join "cmake" [ pkgs.cmake pkgs.ninja ];
    environment = units: { CMAKE_GENERATOR = "Ninja"; }
      // byTriple "CMAKE_TOOLCHAIN_FILE" (unit: "${cmakeToolchain unit}/toolchain.cmake") units;
  };
  libclang = {
    tree = libclang;
    environment = units: { LIBCLANG_PATH = "${libclang}/lib"; }
      // byTriple "BINDGEN_EXTRA_CLANG_ARGS" (unit: "--config=${bindgenArguments unit}") units;
  };
  ninja = { tree = pkgs.ninja; environment = none; };
  perl = { tree = join "perl" [ pkgs.perl pkgs.gnumake ]; environment = none; };
  python = { tree = pkgs.python3.withPackages (packages: [ packages.cffi ]); environment = none; };
}

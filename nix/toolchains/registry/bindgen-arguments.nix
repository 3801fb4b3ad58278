{ run, tools }:

/**
  Where libclang finds the C headers of one target: Zig's own include
  directories and macros, as a clang configuration file. bindgen passes it on
  from BINDGEN_EXTRA_CLANG_ARGS_<target>.

  # Type
  bindgenArguments :: Unit -> Derivation   (a file)
*/
unit:
run {
  name = "wheelpin-bindgen-arguments-${unit.triple}.cfg";
  script = ./bindgen-arguments.sh;
  inherit (tools) zig;
  inherit (unit) zigTarget;
}

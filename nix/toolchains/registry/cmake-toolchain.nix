{ run, shell, tools }:

/**
  CMake's view of one target: toolchain.cmake, for CMAKE_TOOLCHAIN_FILE_<target>
  of the cmake crate. Compilers and archiver are those of the environment
  (CC_<target>, …), so that one file serves every build.

  # Type
  cmakeToolchain :: Unit -> Derivation   (toolchain.cmake, bin/)
*/
unit:
let
  architecture = builtins.head (builtins.split "-" unit.triple);
  # As `uname -m` or %PROCESSOR_ARCHITECTURE% would say.
  processors = {
    linux = { armv7 = "armv7l"; powerpc64le = "ppc64le"; riscv64gc = "riscv64"; };
    macos = { aarch64 = "arm64"; };
    windows = { x86_64 = "AMD64"; i686 = "X86"; aarch64 = "ARM64"; };
  };
in
run {
  name = "wheelpin-cmake-toolchain-${unit.triple}";
  script = ./cmake-toolchain.sh;
  compilerScript = ./cmake-compiler.sh;
  inherit shell;
  inherit (tools) zig maturin;
  inherit (unit) os;
  inherit architecture;
  variable = builtins.replaceStrings [ "-" "." ] [ "_" "_" ] unit.triple;
  systemName = { linux = "Linux"; macos = "Darwin"; windows = "Windows"; }.${unit.os};
  processor = processors.${unit.os}.${architecture} or architecture;
}

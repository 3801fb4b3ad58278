{ toolchain }:

/**
  Import libraries of Python's Windows DLLs (libpython3.a, libpython311.a …)
  for one Windows target, made from the module definition files of the crate
  python3-dll-a. PyO3 before 0.29 links against them.

  # Type
  windowsImportLibraries :: Unit -> Derivation
*/
unit:
toolchain.run {
  name = "wheelpin-python-import-libraries-${unit.triple}";
  script = ./windows-import-libraries.sh;
  inherit (toolchain) zig;
  definitions = toolchain.unpack {
    name = "python3-dll-a";
    pins = [ toolchain.pins.common.python3-dll-a ];
    strip = 1;
  };
  # Machine names as dlltool takes them.
  machine = { x86_64 = "i386:x86-64"; i686 = "i386"; aarch64 = "arm64"; arm64 = "arm64"; }.${unit.arch};
}

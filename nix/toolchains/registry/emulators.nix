{ system, files, unpack }:

/**
  QEMU's user-mode emulators, static, by the processor that they run programs of: for tests alone, nothing
  is built with them.

  # Type
  emulators :: { ARCH :: String }  (paths of executables)
*/
let
  foreign = { x86_64-linux = [ "aarch64" ]; aarch64-linux = [ "x86_64" ]; }.${system};
  # The package holds one program per processor, of 5 MB each.
  emulator = arch:
    let program = "usr/bin/qemu-${arch}-static";
    in "${unpack { name = "qemu-${arch}"; pins = [ files.qemu-user-static ]; select = "./${program}"; }}/${program}";
in
builtins.listToAttrs (map (arch: { name = arch; value = emulator arch; }) foreign)

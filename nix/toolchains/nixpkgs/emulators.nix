{ pkgs, host }:

/**
  QEMU's user-mode emulators by the processor that they run programs of. There are none on macOS,
  where QEMU has no user mode.

  # Type
  emulators :: { ARCH :: String }  (paths of executables)
*/
if host.host.os != "linux" then { }
else
  let arch = { x86_64 = "aarch64"; aarch64 = "x86_64"; }.${host.host.arch};
  in { ${arch} = "${pkgs.qemu-user}/bin/qemu-${arch}"; }

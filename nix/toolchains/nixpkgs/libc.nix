{ pkgs }:

/**
  The C library that build scripts and proc macros run with. Nothing is ever linked into a wheel from
  here.

  # Type
  libc :: { loader :: String, path :: String }
*/
if pkgs.stdenv.hostPlatform.isDarwin then
  # It is the system's, and so is what loads it.
  { loader = "/usr/lib/dyld"; path = "/usr/lib"; }
else
  {
    loader = pkgs.stdenv.cc.bintools.dynamicLinker;
    path = "${pkgs.lib.getLib pkgs.stdenv.cc.libc}/lib:${pkgs.lib.getLib pkgs.gccForLibs}/lib";
  }

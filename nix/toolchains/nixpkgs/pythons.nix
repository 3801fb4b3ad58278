{ system, legacyPackages, emulators }:

/**
  The Pythons that wheels are tried in: those of nixpkgs for the build host, free-threaded ones
  too, and on Linux the other processor's by an emulator.

  # Type

  ```
  pythons :: [ {
    name, release, tag :: String; minor :: Int; arch, os, libc, glibc :: String;
    freeThreaded, isEmulated :: Bool; command :: [ String ];
  } ]
  ```

  The order is by version; the first one runs the tests' own program.
*/
let
  # A nixpkgs has some of them: old ones are dropped, new ones are added.
  wanted = builtins.concatMap
    (minor: [
      { inherit minor; freeThreaded = false; attribute = "python3${toString minor}"; }
      { inherit minor; freeThreaded = true; attribute = "python3${toString minor}FreeThreading"; }
    ])
    [ 11 12 13 14 15 ];

  # nixpkgs leaves out what is to come, and throws for one that it had.
  isHere = packages: row:
    let found = builtins.tryEval (packages.${row.attribute} or null);
    in found.success && found.value != null;
  of = packages: builtins.filter (row: isHere packages row && packages.${row.attribute} ? version) wanted;

  python = packages: isEmulated: row:
    let
      interpreter = packages.${row.attribute};
      platform = packages.stdenv.hostPlatform;
      # Its own word for where it is.
      program = interpreter.interpreter or "${interpreter}/bin/python3.${toString row.minor}${if row.freeThreaded then "t" else ""}";
      isLinux = platform.isLinux;
    in
    {
      name = "3.${toString row.minor}${if row.freeThreaded then "t" else ""}";
      release = interpreter.version;
      tag = "cp3${toString row.minor}${if row.freeThreaded then "t" else ""}";
      inherit (row) minor freeThreaded;
      arch = if isLinux then platform.parsed.cpu.name else if platform.isAarch64 then "arm64" else "x86_64";
      os = if isLinux then "linux" else "macos";
      libc = if isLinux then "gnu" else "";
      glibc = if isLinux then packages.stdenv.cc.libc.version else "";
      inherit isEmulated;
      # Its own C library is found by its path in the store, under an emulator too.
      command = (if isEmulated then [ emulators.${platform.parsed.cpu.name} ] else [ ]) ++ [ program ];
    };

  # A package set that came by itself has no other platforms beside it.
  foreign = builtins.filter (other: legacyPackages ? ${other}) ({ x86_64-linux = [ "aarch64-linux" ]; aarch64-linux = [ "x86_64-linux" ]; }.${system} or [ ]);
  rows = system: isEmulated: map (python legacyPackages.${system} isEmulated) (of legacyPackages.${system});
in
rows system false ++ builtins.concatMap (other: rows other true) foreign

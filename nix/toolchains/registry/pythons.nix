{ system, pins, files, unpack, programTree, emulators }:

/**
  The Pythons that wheels are tried in: Debian's, for the build host and, by an emulator, for the other
  processor that is pinned.

  `command` starts it, as a list without arguments; `libc` is its C library, `glibc` of which version.

  # Type
  pythons :: [ {
    name, release, tag :: String, minor :: Int, arch, os, libc, glibc :: String, freeThreaded, isEmulated :: Bool,
    command :: [ String ],
  } ]

  # Example
  (builtins.head pythons).name
  => "3.11"
*/
let
  version = "3.11";
  of = {
    x86_64-linux = { arch = "x86_64"; foreign = "aarch64-linux"; };
    aarch64-linux = { arch = "aarch64"; foreign = "x86_64-linux"; };
  };
  packages = [
    "libpython${version}-minimal"
    "libpython${version}-stdlib"
    "python${version}-minimal"
    # What modules of the standard library are linked with.
    "libbz2-1.0"
    "libcrypt1"
    "libexpat1"
    "libffi8"
    "liblzma5"
    "libsqlite3-0"
    "libssl3"
    "libuuid1"
  ];
  multiarch = "${of.${system}.arch}-linux-gnu";
  native = programTree {
    name = "smoke-python-${version}";
    pins = packages;
    programs = [ "usr/bin/python${version}" ];
    libraries = [ "lib/${multiarch}" "usr/lib/${multiarch}" ];
    links.python = "../usr/bin/python${version}";
    drop = [ "etc" "usr/share" "usr/lib/python${version}/sitecustomize.py" ];
  };

  inherit (of.${system}) foreign;
  foreignArch = of.${foreign}.arch;
  # Left as it is: the emulator looks for its dynamic linker and libraries below the tree.
  root = unpack {
    name = "smoke-python-${version}-${foreignArch}";
    pins = map (package: pins.hosts.${foreign}.${package}) (packages ++ [ "libc6" "libgcc-s1" "libstdc++6" "zlib1g" ]);
  };

  python = host: command: {
    name = version;
    # Debian's version is Python's and a revision: 3.11.2-6+deb12u6.
    release = builtins.head (builtins.match "([0-9.]+)-.*" pins.hosts.${host}."python${version}-minimal".version);
    tag = "cp311";
    minor = 11;
    inherit (of.${host}) arch;
    os = "linux";
    libc = "gnu";
    freeThreaded = false;
    # Debian's version is that of glibc and a revision: 2.36-9+deb12u14.
    glibc = builtins.head (builtins.match "([0-9.]+)-.*" pins.hosts.${host}.libc6.version);
    isEmulated = host != system;
    inherit command;
  };
in
[
  (python system [ "${native}/usr/bin/python${version}" ])
  (python foreign [ emulators.${foreignArch} "-L" "${root}" "${root}/usr/bin/python${version}" ])
]

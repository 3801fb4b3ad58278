{ system, files, shell, programTree, cmakeToolchain, bindgenArguments }:

/**
  Programs that the C parts of a project may ask for: the words of
  `build-tools` in [tool.wheelpin]. They run on the build host and nothing of
  them gets into a wheel.

  `tree` has a bin/ for PATH; cmake brings ninja (there is no other
  generator), perl brings GNU make (openssl-src wants both). `environment` takes
  what is compiled for, the first of two with one triple counts: the units of
  the target, then the build host.

  # Type
  buildTools :: { NAME :: { tree :: Derivation, environment :: [ Unit ] -> { VARIABLE :: String } } }

  # Example
  (buildTools.cmake.environment (units target)).CMAKE_GENERATOR
  => "Ninja"
*/
let
  architecture = { x86_64-linux = "x86_64"; aarch64-linux = "aarch64"; }.${system};
  multiarch = "${architecture}-linux-gnu";

  tree = arguments: programTree ({ libraries = [ "lib/${multiarch}" "usr/lib/${multiarch}" ]; } // arguments);

  none = _units: { };
  # Cargo's target name as build scripts look it up in variables.
  byTriple = prefix: value: units: builtins.listToAttrs (map
    (unit: {
      name = "${prefix}_${builtins.replaceStrings [ "-" "." ] [ "_" "_" ] unit.triple}";
      value = value unit;
    })
    units);

  ninja =
    let scripts = "ninja-${files.ninja.version}.data/scripts";
    in tree {
      name = "ninja-${files.ninja.version}";
      pins = [ "ninja" ];
      programs = [ "${scripts}/ninja" ];
      links.ninja = "../${scripts}/ninja";
    };

  make = tree {
    name = "make-${builtins.replaceStrings [ ":" ] [ "-" ] files.make.version}";
    pins = [ "make" ];
    programs = [ "usr/bin/make" ];
    links.make = "../usr/bin/make";
    # It looks for its shell before it starts it, so binSh comes too late.
    arguments = "SHELL=${shell}/bin/sh";
    drop = [ "usr/share" "usr/include" ];
  };

  cmake = tree {
    name = "cmake-${files.cmake.version}";
    pins = [ "cmake" ];
    programs = [ "cmake/data/bin/cmake" ];
    links = {
      cmake = "../cmake/data/bin/cmake";
      ninja = "${ninja}/bin/ninja";
    };
    drop = [ "cmake/data/bin/cpack" "cmake/data/bin/ctest" "cmake/data/doc" "cmake/data/share/cmake-*/Help" "cmake/data/share/vim" "cmake/data/share/emacs" "cmake/data/share/bash-completion" ];
  };

  libclang = tree {
    name = "libclang-${files.libclang.version}";
    pins = [ "libclang" ];
    programs = [ "${libclangDirectory}/libclang.so" ];
  };
  libclangDirectory = "libclang-${files.libclang.version}.data/platlib/clang/native";

  perlVersion = "5.36";
  perl = tree {
    name = "perl-${perlVersion}";
    pins = [ "perl-base" "perl" "perl-modules-${perlVersion}" "libperl${perlVersion}" "libcrypt1" "libdb5.3" "libgdbm6" "libgdbm-compat4" "libbz2-1.0" ];
    programs = [ "usr/bin/perl" ];
    links = {
      perl = "../usr/bin/perl";
      make = "${make}/bin/make";
    };
    drop = [ "usr/share/doc" "usr/share/man" "usr/share/lintian" "usr/lib/${multiarch}/libperl.so*" "usr/lib/${multiarch}/perl/${perlVersion}*/CORE" ];
  };
  # Debian's perl looks for its modules below /usr.
  perlLibrary = builtins.concatStringsSep ":" (map (directory: "${perl}/usr/${directory}") [
    "lib/${multiarch}/perl-base"
    "lib/${multiarch}/perl/${perlVersion}"
    "share/perl/${perlVersion}"
  ]);

  pythonVersion = "3.11";
  # Finds its library by its own path; cffi and pycparser are in dist-packages.
  python = tree {
    name = "python-${pythonVersion}";
    pins = [ "libpython${pythonVersion}-minimal" "libpython${pythonVersion}-stdlib" "python${pythonVersion}-minimal" "libexpat1" "libffi8" "libbz2-1.0" "libcrypt1" "python3-cffi" "python3-cffi-backend" "python3-pycparser" "python3-ply" ];
    programs = [ "usr/bin/python${pythonVersion}" ];
    links = builtins.listToAttrs (map (name: { inherit name; value = "../usr/bin/python${pythonVersion}"; }) [ "python" "python3" "python${pythonVersion}" ]);
    drop = [ "etc" "usr/share" "usr/lib/python${pythonVersion}/sitecustomize.py" ];
  };
in
{
  cmake = {
    tree = cmake;
    environment = units: { CMAKE_GENERATOR = "Ninja"; }
      // byTriple "CMAKE_TOOLCHAIN_FILE" (unit: "${cmakeToolchain unit}/toolchain.cmake") units;
  };
  libclang = {
    tree = libclang;
    environment = units: { LIBCLANG_PATH = "${libclang}/${libclangDirectory}"; }
      // byTriple "BINDGEN_EXTRA_CLANG_ARGS" (unit: "--config=${bindgenArguments unit}") units;
  };
  ninja = { tree = ninja; environment = none; };
  perl = { tree = perl; environment = _units: { PERL5LIB = perlLibrary; }; };
  python = { tree = python; environment = none; };
}

/**
  A small package set that stands in for nixpkgs where nixpkgs itself cannot be had: what crane,
  rust-overlay and wheelpin's nixpkgs toolchain take from it, made from the registry toolchain's pins
  and a few more Debian packages (pins.json).

  Stand-ins that nothing is built with: on a build host other than x86_64-linux, every program; on all, the
  files in `path` (rust-overlay wraps rust-lld with nixpkgs' scripts; here everything is linked by
  Zig), cargo-nextest, cargo-deny, cargo-audit, taplo, nixfmt.

  # Type
  packages :: { system :: String, lib :: nixpkgs.lib } -> AttrSet
*/
{ system, lib }:
let
  wheelpin = import ../../../nix { inherit system; };
  isReal = system == "x86_64-linux";
  base = wheelpin.toolchain;
  registry = ../../../nix/toolchains/registry;
  pins = builtins.fromJSON (builtins.readFile ./pins.json);

  # -- programs ----------------------------------------------------------------------------------------

  # Evaluates, and says what it is when something builds it.
  standIn = name: derivation {
    inherit name system;
    builder = "/stand-in-for-${name}";
  } // { version = "0"; pname = name; lib = standIn "${name}-lib"; out = standIn "${name}-out"; };
  real = name: value: if isReal then value else standIn name;

  tools = import (registry + "/tools.nix") { files = base.pins.hosts.${system}; inherit (base) unpack; };
  binSh = import (registry + "/bin-sh.nix") { inherit system tools; inherit (base) run shell; };
  programTree = import (registry + "/program-tree.nix") {
    inherit tools binSh;
    inherit (base) fetch run sevenZip shell libc;
    files = pins // base.pins.hosts.${system};
  };
  library = [ "lib/x86_64-linux-gnu" "usr/lib/x86_64-linux-gnu" ];
  debian = name: packages: directory: programs: real name (programTree {
    inherit name;
    pins = packages;
    libraries = library;
    programs = map (program: "${directory}/${program}") programs;
    links = if directory == "bin" then { } else builtins.listToAttrs (map (program: { name = program; value = "../${directory}/${program}"; }) programs);
  });

  bash = real "bash" base.bash;
  busybox = real "busybox" base.shell;
  acl = [ "libacl1" "libattr1" "libselinux1" "libpcre2-8-0" ];
  coreutils = debian "coreutils" ([ "coreutils" "libgmp10" ] ++ acl) "bin"
    [ "cat" "chmod" "chown" "cp" "date" "dd" "df" "ln" "ls" "mkdir" "mktemp" "mv" "pwd" "readlink" "rm" "rmdir" "sleep" "stty" "sync" "touch" "uname" ];
  gnutar = debian "tar" ([ "tar" ] ++ acl) "bin" [ "tar" ];
  findutils = debian "findutils" ([ "findutils" ] ++ acl) "usr/bin" [ "find" "xargs" ];
  xz = debian "xz" [ "xz-utils" "liblzma5" ] "usr/bin" [ "xz" ];
  zstd = debian "zstd" [ "zstd" "liblz4-1" "liblzma5" "zlib1g" ] "usr/bin" [ "zstd" ];
  rsync = debian "rsync" ([ "rsync" "libpopt0" "liblz4-1" "libxxhash0" "libzstd1" "libssl3" "zlib1g" ] ++ acl) "usr/bin" [ "rsync" ];
  jq = debian "jq" [ "jq" "libjq1" "libonig5" ] "usr/bin" [ "jq" ];
  patchelf = real "patchelf" (runCommand "patchelf" { } ''mkdir -p $out/bin && ln -s ${base.patchelf} $out/bin/patchelf'');

  # -- derivations -------------------------------------------------------------------------------------

  initialPath = lib.concatMapStringsSep ":" (package: "${package}/bin") [ bash coreutils findutils gnutar xz busybox ];

  fixed = attributes:
    let
      name = attributes.name or "${attributes.pname}-${attributes.version}";
      notEnvironment = [ "env" "meta" "passthru" "name" "__structuredAttrs" ];
      environment = builtins.removeAttrs attributes notEnvironment // attributes.env or { };
      drv = derivation (lib.filterAttrs (_: value: value != null) environment // {
        inherit name system initialPath;
        builder = "${bash}/bin/bash";
        args = [ "${./setup.sh}" ];
        # As nixpkgs has it, scripts of crane's look for it.
        stdenv = "/stand-in-for-stdenv";
        strictDeps = "1";
      });
    in
    drv // attributes.passthru or { } // {
      meta = attributes.meta or { };
      passthru = attributes.passthru or { };
      overrideAttrs = change:
        fixed (attributes // (if lib.isFunction (change attributes) then change attributes attributes else change attributes));
    };
  mkDerivation = attributes:
    if lib.isFunction attributes then let final = fixed (attributes final); in final else fixed attributes;

  platform = lib.systems.elaborate system;
  stdenvNoCC = {
    inherit mkDerivation;
    hostPlatform = platform;
    buildPlatform = platform;
    targetPlatform = platform;
    shell = "${bash}/bin/bash";
  };
  glibc = real "glibc" (runCommand "glibc-${glibcVersion}" { } ''mkdir $out && ln -s ${base.libc.tree}/lib/x86_64-linux-gnu $out/lib'') // { version = glibcVersion; };
  glibcVersion = "2.36";
  stdenv = stdenvNoCC // {
    # With Zig in place of gcc, for what is built by its own stdenv: crane's checks.
    mkDerivation = attributes: mkDerivation (attributes // {
      nativeBuildInputs = attributes.nativeBuildInputs or [ ] ++ lib.optional isReal base.devCc;
    });
    # Without a compiler: everything is linked by Zig.
    cc = empty "cc" // {
      targetPrefix = "";
      libc = glibc;
      bintools = standIn "bintools" // {
        dynamicLinker = if isReal then base.libc.loader else "/lib/ld.so";
        expandResponseParams = "";
        shell = "${bash}/bin/bash";
        suffixSalt = "";
        wrapperName = "";
        coreutils_bin = coreutils;
      };
    };
  };

  runCommand = name: attributes: text: mkDerivation (attributes // { inherit name; buildCommand = text; });
  writeText = name: text: runCommand name { inherit text; passAsFile = [ "text" ]; } ''cp "$textPath" "$out"'';
  symlinkJoin = { name, paths, postBuild ? "", passthru ? { }, ... }@arguments:
    mkDerivation (builtins.removeAttrs arguments [ "postBuild" "paths" ] // {
      inherit passthru;
      parts = map toString (lib.flatten paths);
      nativeBuildInputs = [ patchelf ] ++ arguments.nativeBuildInputs or [ ];
      buildCommand = ''
        mkdir -p $out
        for part in $parts; do
          cp -r -s --no-preserve=mode --remove-destination "$part/." "$out/"
          chmod -R u+w "$out"
        done
        ${postBuild}
      '';
    });
  makeSetupHook = { name ? "hook", substitutions ? { }, propagatedBuildInputs ? [ ], ... }: script:
    runCommand name { } ''
      mkdir -p $out/nix-support
      sed ${lib.concatStringsSep " " (lib.mapAttrsToList (key: value: lib.escapeShellArg "-es#@${key}@#${toString value}#g") substitutions)} -e "" ${script} >$out/nix-support/setup-hook
    '';
  fetchurl = { url ? builtins.head urls, urls ? [ url ], name ? baseNameOf url, sha256 ? null, hash ? null, ... }: derivation {
    inherit name url;
    urls = [ url ];
    builder = "builtin:fetchurl";
    system = "builtin";
    outputHashMode = "flat";
    outputHashAlgo = "sha256";
    outputHash = if sha256 != null then sha256 else hash;
    executable = false;
    unpack = false;
    preferLocalBuild = true;
    impureEnvVars = [ "http_proxy" "https_proxy" "ftp_proxy" "all_proxy" "no_proxy" ];
  };
  mkShell = { packages ? [ ], inputsFrom ? [ ], shellHook ? "", ... }@arguments:
    mkDerivation ({
      name = "shell";
      nativeBuildInputs = packages;
      inherit shellHook;
      buildCommand = "mkdir $out";
    } // builtins.removeAttrs arguments [ "packages" "inputsFrom" ]);

  # Is asked for, and then not used.
  empty = name: real name (runCommand "no-${name}" { } "mkdir $out");

  python = minor: standIn "python3${toString minor}" // {
    version = "3.${toString minor}.2";
    withPackages = _: real "python" base.buildTools.python.tree;
  };
  realPython = real "python311" (runCommand "python3-3.11.2" { } ''
    mkdir -p $out/bin
    printf '#!%s/bin/bash\nexec %s "$@"\n' ${bash} ${builtins.head (builtins.head base.pythons).command} >$out/bin/python3.11
    chmod 755 $out/bin/python3.11
  '') // { version = "3.11.2"; };

  # Read by path; see above.
  path = builtins.path { path = ./nixpkgs-files; name = "nixpkgs-files"; };

  splicePackages = { pkgsHostTarget, ... }: pkgsHostTarget;
  self = {
    inherit lib path system bash coreutils findutils gnutar zstd rsync jq patchelf symlinkJoin stdenv stdenvNoCC mkShell
      runCommand writeText makeSetupHook fetchurl splicePackages glibc;
    pkgs = self;
    runCommandLocal = runCommand;
    callPackage = lib.callPackageWith self;
    newScope = extra: lib.callPackageWith (self // extra);
    makeScopeWithSplicing' = lib.makeScopeWithSplicing' { inherit splicePackages; inherit (self) newScope; };
    pkgsBuildBuild = self;
    pkgsBuildHost = self;
    pkgsBuildTarget = self;
    pkgsHostHost = self;
    pkgsHostTarget = self;
    pkgsTargetTarget = self;

    autoPatchelfHook = makeSetupHook
      {
        name = "auto-patchelf";
        substitutions = { inherit (base) patchelf; inherit (base.libc) loader path; };
      } ./auto-patchelf.sh;
    gccForLibs = glibc // { lib = glibc; };
    zlib = glibc;
    _7zz = real "7zz" (runCommand "7zz" { } ''mkdir -p $out/bin && ln -s ${base.sevenZip} $out/bin/7zz'');

    # Of busybox all.
    diffutils = busybox;
    gawk = busybox;
    gnugrep = busybox;
    gnused = busybox;
    gzip = busybox;

    cmake = real "cmake" base.buildTools.cmake.tree;
    ninja = real "ninja" base.buildTools.ninja.tree;
    perl = real "perl" base.buildTools.perl.tree;
    gnumake = real "gnumake" base.buildTools.perl.tree;
    llvmPackages.libclang = standIn "libclang";
    python3 = python 11;
    python311 = realPython // { inherit (python 11) withPackages; };
    python312 = python 12;
    python313 = python 13;
    python314 = python 14;
    python314FreeThreading = python 14;
    # Removed ones throw.
    python315 = throw "python315 has been removed";
    makeWrapper = empty "makeWrapper";
    qemu-user = standIn "qemu-user";
    bashInteractive = bash;
  } // lib.genAttrs [
    "binutils" "bintools" "cargo" "cargo-audit" "cargo-deny" "cargo-llvm-cov" "cargo-nextest" "clippy" "curl" "lndir"
    "libiconv" "nixfmt" "rustc" "rustfmt" "taplo" "apple-sdk" "git"
  ] standIn;
in
self

{ ... }:
let
  directory = ../toolchains/nixpkgs;
  host = system: import (directory + "/host.nix") { inherit system; };
  is = expected: expr: { inherit expr expected; };

  # -- pythons -----------------------------------------------------------------------------------------

  platform = { isLinux = true; isAarch64 = false; parsed.cpu.name = "x86_64"; };
  interpreter = version: { inherit version; outPath = "/python-${version}"; };
  linux = {
    stdenv = { hostPlatform = platform; cc.libc.version = "2.42"; };
    python311 = interpreter "3.11.15";
    python314FreeThreading = interpreter "3.14.2";
    python315 = throw "removed";
  };
  pythons = legacyPackages: import (directory + "/pythons.nix") {
    system = "x86_64-linux";
    emulators.aarch64 = "/qemu-aarch64";
    inherit legacyPackages;
  };
  both = pythons {
    x86_64-linux = linux;
    aarch64-linux = linux // { stdenv = linux.stdenv // { hostPlatform = platform // { parsed.cpu.name = "aarch64"; }; }; };
  };

  # -- rust --------------------------------------------------------------------------------------------

  release = version: { minimal = { inherit version; outPath = "/rust-${version}"; override = { targets, ... }: { outPath = "/std-${toString targets}"; }; }; _components = { }; };
  rust = import (directory + "/rust.nix") {
    host = host "x86_64-linux";
    fail = { mistake, ... }: throw mistake;
    pkgs.lib = rec {
      inherit (builtins) attrNames filter sort;
      last = list: builtins.elemAt list (builtins.length list - 1);
      versionOlder = a: b: builtins.compareVersions a b < 0;
      hasPrefix = prefix: text: builtins.substring 0 (builtins.stringLength prefix) text == prefix;
      unique = list: builtins.foldl' (all: one: if builtins.elem one all then all else all ++ [ one ]) [ ] list;
    };
    rustBin = {
      stable = builtins.mapAttrs (version: _: release version) { "1.97.0" = null; "1.98.0" = null; "1.98.1" = null; "1.98.10" = null; };
      nightly = { latest = release "newest"; "2026-08-22" = release "dated"; };
      beta.latest = release "beta";
    };
  };
in
{
  host = {
    testTriples = is [ "x86_64-unknown-linux-gnu" "aarch64-unknown-linux-gnu" "x86_64-apple-darwin" "aarch64-apple-darwin" ] (
      map (system: (host system).host.triple) [ "x86_64-linux" "aarch64-linux" "x86_64-darwin" "aarch64-darwin" ]
    );
    testProgramsRunOnTheBuildHost = is [ "musllinux-aarch64" "macos-arm64" ] (
      map (system: (host system).programTarget) [ "aarch64-linux" "aarch64-darwin" ]
    );
    testAsTheRegistryToolchainsOn = is (host "x86_64-linux").host (import ../. { system = "x86_64-linux"; }).toolchain.host;
  };
  pythons = {
    testThoseThatAreThere = is [ "3.11" "3.14t" "3.11" "3.14t" ] (map (python: python.name) both);
    testOtherProcessorsAreEmulated = is [ false false true true ] (map (python: python.isEmulated) both);
    testCommands = is [ [ "/python-3.14.2/bin/python3.14t" ] [ "/qemu-aarch64" "/python-3.14.2/bin/python3.14t" ] ] [
      (builtins.elemAt both 1).command
      (builtins.elemAt both 3).command
    ];
    testALonePackageSetIsEnough = is [ "3.11" "3.14t" ] (map (python: python.name) (pythons { x86_64-linux = linux; }));
  };
  rust = {
    testExactVersion = is "1.98.0" (rust "1.98.0").version;
    testNewestPatch = is "1.98.10" (rust "1.98").version;
    testDatedNightly = is "dated" (rust "nightly-2026-08-22").version;
    testNewestOfAChannel = is [ "newest" "beta" ] [ (rust "nightly").version (rust "beta").version ];
    testUnknownIsAnError = is false (builtins.tryEval (rust "1.12.0").version).success;
    testHostDoesNotDependOnTargets = is "/rust-1.98.0" (rust "1.98.0").host.outPath;
    testSysrootHasTheHostsStandardLibraryOnce =
      is [ "true" "5" "1" "/rust-1.98.0" "true" "5" "1" "/std-aarch64-apple-darwin" ]
        ((rust "1.98.0").sysroot [ "aarch64-apple-darwin" "x86_64-unknown-linux-gnu" "aarch64-apple-darwin" ]).derivations;
  };
}

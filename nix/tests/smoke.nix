{
  callPackage,
  outputs,
  project,
  smoke,
  toolchain,
  trees,
  ...
}:
let
  inherit (builtins) attrNames fromJSON head;
  targets = [
    "manylinux-x86_64"
    "manylinux-aarch64"
    "musllinux-x86_64"
    "macos-arm64"
  ];
  configOf = name: config: project { src = trees name; config = { inherit targets; } // config; };
  of = name: config: outputs (configOf name config);
  isSmoke = name: builtins.match "smoke-cp.*" name != null;
  smokes = outputs: builtins.filter isSmoke (attrNames outputs.checks);
  request = drv: fromJSON (builtins.unsafeDiscardStringContext drv.tried.request);
  plain = of "plain" { };
  tested = of "tested" { };
  of311 = arch: outputs: outputs.checks."smoke-cp311-cp311-manylinux_2_28_${arch}-cp311";
  native = of311 "x86_64";
  emulated = of311 "aarch64";
  wheels = outputs: map (drv: drv.unchecked.drvPath) outputs.packages.wheels.paths;
  is = expected: expr: { inherit expr expected; };

  cell = abi: target: {
    abi = { freeThreaded = false; kind = "abi3"; python = "3.9"; } // abi;
    target = { os = "linux"; libc = "gnu"; arch = "x86_64"; level = "2_28"; } // target;
  };
  fits = abi: target: map (python: python.arch) ((smoke (configOf "plain" { })).pythonsFor (cell abi target));

  # As the nixpkgs toolchain has more of them.
  more = callPackage ../smoke.nix {
    toolchain = toolchain // {
      pythons = [
        (head toolchain.pythons)
        (head toolchain.pythons // { name = "3.14t"; minor = 14; freeThreaded = true; arch = "x86_64"; })
        (head toolchain.pythons // { name = "3.13"; minor = 13; os = "macos"; arch = "arm64"; })
      ];
    };
  };
  fitsMore = abi: target: map (python: python.name) ((more (configOf "plain" { })).pythonsFor (cell abi target));
in
{
  pythonsFor = {
    testFreeThreadedPythonsTakeTheirOwnOnly = is [ [ "3.14t" ] [ "3.11" ] ] [
      (fitsMore { kind = "cpython"; python = "3.14t"; freeThreaded = true; } { })
      (fitsMore { } { })
    ];
    testAMacTakesItsOwnAndUniversalOnes = is [ [ "3.13" ] [ "3.13" ] [ ] ] (
      map (arch: fitsMore { } { os = "macos"; libc = null; level = null; inherit arch; }) [ "arm64" "universal2" "x86_64" ]
    );

    testAbi3FromItsFloorOn = is [ [ "x86_64" ] [ "x86_64" ] [ ] ] (
      map (python: fits { inherit python; } { }) [ "3.9" "3.11" "3.12" ]
    );
    testAnotherProcessorByEmulation = is [ "aarch64" ] (fits { } { arch = "aarch64"; });
    testNoOtherProcessor = is [ ] (fits { } { arch = "s390x"; });
    testNoNewerGlibc = is [ [ "x86_64" ] [ ] ] (map (level: fits { } { inherit level; }) [ "2_36" "2_38" ]);
    testNotMuslNorOtherSystems = is [ [ ] [ ] [ ] ] (map (fits { }) [
      { libc = "musl"; }
      { os = "macos"; libc = null; level = null; }
      { os = "windows"; libc = null; level = null; }
    ]);
    testAPythonsOwn = is [ [ "x86_64" ] [ ] [ ] [ ] ] (map (abi: fits abi { }) [
      { kind = "cpython"; python = "3.11"; }
      { kind = "cpython"; python = "3.12"; }
      { kind = "cpython"; python = "3.11"; freeThreaded = true; }
      { kind = "pypy"; python = "3.11"; }
    ]);
    testFreeThreadedStableAbiIsForNone = is [ ] (fits { kind = "abi3t"; python = "3.15"; } { });
    testWithoutAbi = is [ "x86_64" ] (fits { kind = "none"; python = null; } { });
  };
  smoke = {
    testOneCheckPerCellAndPython = is [
      "smoke-cp311-cp311-manylinux_2_28_aarch64-cp311"
      "smoke-cp311-cp311-manylinux_2_28_x86_64-cp311"
    ] (smokes plain);
    testThePlanNamesThem = is (smokes plain) (
      builtins.sort builtins.lessThan (builtins.concatMap (cell: cell.smoke) plain.matrix.cells)
    );
    testThePlanSaysWhereTheirResultsAre = is
      [ { name = "smoke-cp311-cp311-manylinux_2_28_aarch64-cp311"; python = "cp311"; platform = "linux-aarch64-glibc"; isOf = true; } ]
      (map
        (it: {
          inherit (it) name python platform;
          isOf = it.drvPath == builtins.unsafeDiscardStringContext (emulated plain).tried.drvPath;
        })
        (head (builtins.filter (cell: cell.target == "manylinux-aarch64") plain.matrix.cells)).smokeResults);
    testAWheelOfTheSdistToo = is (native plain).file plain.checks.smoke-sdist.file;
    testNoneWhereNoWheelRuns = is false ((of "plain" { targets = [ "macos-arm64" ]; }).checks ? smoke-sdist);
    testThePlanIsPureData = is { } (builtins.getContext (builtins.toJSON plain.matrix));
    testIsOfTheCheckedWheel = is
      "${builtins.unsafeDiscardStringContext plain.packages.cp311-cp311-manylinux_2_28_x86_64}/sample-0.1.0-cp311-cp311-manylinux_2_28_x86_64.whl"
      (request (native plain)).wheel;
    testThisProcessorNeedsNoEmulator = is 1 (builtins.length (request (native plain)).python);
    testAnEmulatorIsSlower = is [ 120 1200 ] (map (drv: (request (drv plain)).limits.import) [ native emulated ]);
    testOneTimeoutForAll = is [ 30 30 ] (
      map (drv: (request (drv (of "plain" { test.timeout = 30; }))).limits.test) [ native emulated ]
    );
    testThePythonOfTheHostRunsTheHarness = is (head toolchain.pythons).command (emulated plain).tried.supervisor;
    testNoOwnTest = is null (request (native plain)).test;
    testTheProjectsOwn = is [ "python" "tests/smoke_test.py" ] (request (native tested)).test.command;
    # What is tested is not what is packed.
    testSettingsRebuildNoWheel = is (wheels plain) (wheels (of "plain" {
      test = { modules = [ "sample" ]; skip.gui = "needs a display"; };
    }));
    testSettingsInTheFileRebuildNoWheel = is (wheels plain) (wheels (of "test-settings-changed" { }));
    testSettingsTestAgain = is false (
      (native plain).drvPath == (native (of "plain" { test.modules = [ "sample" ]; })).drvPath
    );
  };
}

{
  cells,
  plan,
  project,
  trees,
  ...
}:
let
  inherit (builtins)
    attrNames
    attrValues
    concatMap
    filter
    getContext
    groupBy
    head
    listToAttrs
    mapAttrs
    match
    toJSON
    unsafeDiscardStringContext
    ;
  built =
    src: config:
    let
      resolved = project { inherit src config; };
    in
    cells {
      config = resolved;
      cells = plan resolved;
    };
  byFile =
    src: config:
    listToAttrs (
      map (cell: {
        name = cell.id;
        value = cell;
      }) (built src config)
    );
  is = expected: expr: { inherit expr expected; };

  # -- grid ------------------------------------------------------------------------------------------

  three = {
    pythons = [
      "3.11"
      "3.12"
      "3.13"
    ];
  };
  grid = byFile (trees "plain") (
    three
    // {
      targets = [
        "macos-arm64"
        "manylinux-x86_64"
      ];
    }
  );
  nameOf = drv: if drv == "" then "" else drv.name;
  sources = cell: {
    base = map (drv: nameOf drv.base) cell.dependencies;
    host = map (drv: nameOf drv.host) cell.dependencies;
  };
  native = abi: "wheelpin-dependencies-sample-manylinux-x86_64-${abi}-${abi}";
  foreign = abi: "wheelpin-dependencies-sample-macos-arm64-${abi}-${abi}";

  # -- universal2 ------------------------------------------------------------------------------------

  universal =
    targets:
    byFile (trees "plain") {
      pythons = [ "3.13" ];
      inherit targets;
    };
  halves = universal [
    "macos-arm64"
    "macos-universal2"
    "macos-x86_64"
  ];
  dependenciesOf = cell: map (drv: unsafeDiscardStringContext drv.drvPath) cell.dependencies;

  # -- order -----------------------------------------------------------------------------------------

  wheels = src: config: mapAttrs (_id: cell: cell.wheel.drvPath) (byFile src config);
  orderMatters =
    targets: reversed:
    wheels (trees "plain") { inherit targets; } != wheels (trees "plain") { targets = reversed; };

  # -- changes ---------------------------------------------------------------------------------------

  drvPaths =
    name:
    let
      all = built (trees name) three;
    in
    {
      dependencies = concatMap dependenciesOf all;
      compiled = map (cell: cell.compiled.drvPath) all;
      wheel = map (cell: cell.wheel.drvPath) all;
    };
  plain = drvPaths "plain";
  changedBy =
    name:
    let
      other = drvPaths name;
    in
    filter (stage: plain.${stage} != other.${stage}) (attrNames plain);
in
{
  grid = {
    testFirstOfAllStartsFromNothing = is {
      base = [ "" ];
      host = [ "" ];
    } (sources grid.cp311-cp311-manylinux_2_28_x86_64);
    testOtherAbisStartFromTheFirstAbi = is {
      base = [ (native "cp311") ];
      host = [ "" ];
    } (sources grid.cp313-cp313-manylinux_2_28_x86_64);
    testOtherTargetsTakeHostArtifacts = is {
      base = [ "" ];
      host = [ (native "cp311") ];
    } (sources grid.cp311-cp311-macosx_11_0_arm64);
    testTheRestTakeBoth = is {
      base = [ (foreign "cp311") ];
      host = [ (native "cp312") ];
    } (sources grid.cp312-cp312-macosx_11_0_arm64);
    testBuildHostsOwnTargetIsFirstWhereverItStands = is [ (native "cp311") ] (
      map (drv: nameOf drv.host)
        (byFile (trees "plain") {
          pythons = [ "3.11" ];
          targets = [
            "macos-arm64"
            "windows-x86_64"
            "manylinux-x86_64"
          ];
        }).cp311-cp311-win_amd64.dependencies
    );
    testMuslIsNotTheBuildHostsOwn = is [ "wheelpin-dependencies-sample-macos-arm64-cp311-cp311" ] (
      map (drv: nameOf drv.host)
        (byFile (trees "plain") {
          pythons = [ "3.11" ];
          targets = [
            "macos-arm64"
            "musllinux-x86_64"
          ];
        }).cp311-cp311-musllinux_1_2_x86_64.dependencies
    );
    testPypyIsNeverTheFirstAbi =
      let
        both = byFile (trees "plain") {
          pythons = [
            "pypy3.11"
            "3.11"
          ];
          targets = [
            "manylinux-x86_64"
            "musllinux-x86_64"
          ];
        };
      in
      is
        [
          {
            base = [ (native "cp311") ];
            host = [ "" ];
          }
          {
            base = [ "" ];
            host = [ (native "cp311") ];
          }
        ]
        (
          map sources [
            both.pp311-pypy311_pp73-manylinux_2_28_x86_64
            both.cp311-cp311-musllinux_1_2_x86_64
          ]
        );
    testOneDependencyTreePerTargetAndAbi = is 6 (
      builtins.length (attrNames (groupBy (path: path) (concatMap dependenciesOf (attrValues grid))))
    );
  };

  universal2 =
    let
      id = "cp313-cp313-macosx_10_12_universal2_macosx_10_12_x86_64_macosx_11_0_arm64";
    in
    {
      testSharesTheDependenciesOfBothHalves = is (
        dependenciesOf halves.cp313-cp313-macosx_10_12_x86_64
        ++ dependenciesOf halves.cp313-cp313-macosx_11_0_arm64
      ) (dependenciesOf halves.${id});
      testAloneHasTwo = is 2 (
        builtins.length (universal [ "macos-universal2" ]).${id}.dependencies
      );
    };

  order = {
    testOfTargetsDoesNotMatter = is false (
      orderMatters
        [
          "manylinux-x86_64"
          "windows-x86_64"
          "macos-arm64"
        ]
        [
          "macos-arm64"
          "windows-x86_64"
          "manylinux-x86_64"
        ]
    );
    testDoesNotMatterWithoutTheBuildHostsOwn = is false (
      orderMatters
        [
          "windows-x86_64"
          "macos-arm64"
        ]
        [
          "macos-arm64"
          "windows-x86_64"
        ]
    );
    testDoesNotMatterToUniversal2 = is false (
      orderMatters
        [
          "macos-universal2"
          "macos-arm64"
        ]
        [
          "macos-arm64"
          "macos-universal2"
        ]
    );
  };

  changes = {
    testPythonPacksWheelsAgain = is [ "wheel" ] (changedBy "python-changed");
    testNewPythonFilePacksWheelsAgain = is [ "wheel" ] (changedBy "python-added");
    testRustCompilesTheProjectAgain = is [
      "compiled"
      "wheel"
    ] (changedBy "rust-changed");
    testReadmeLeavesDependencies = is [
      "compiled"
      "wheel"
    ] (changedBy "texts-changed");
    testDependencyCompilesAll = is [
      "compiled"
      "dependencies"
      "wheel"
    ] (changedBy "dependency-changed");
    testPlaceAndTimesOfTheTreeDoNotMatter = is [ ] (changedBy "moved");
    testClutterDoesNotMatter = is [ ] (changedBy "cluttered");
    # Neither another target nor another Python.
    testNewCellLeavesTheOthers =
      let
        config = targets: pythons: { inherit targets pythons; };
        few = wheels (trees "plain") (config [ "manylinux-x86_64" ] [ "3.12" ]);
        more = wheels (trees "plain") (
          config
            [
              "manylinux-x86_64"
              "macos-arm64"
            ]
            [
              "3.12"
              "3.13"
            ]
        );
      in
      is few (builtins.intersectAttrs few more);
  };

  # A new wheelpin must rebuild no wheel.
  driver.testNoDerivationOfAWheelSeesIt = is [ ] (
    let
      references = drv: attrNames (getContext (toJSON drv.drvAttrs));
      seen = concatMap (
        cell: concatMap references ([ cell.wheel cell.compiled ] ++ cell.dependencies)
      ) (attrValues grid);
    in
    filter (path: match ".*(wheelpin-source|wheelpin-[0-9.]+\\.drv|driver).*" path != null) seen
  );
}

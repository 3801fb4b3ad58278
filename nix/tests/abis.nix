{
  abis,
  requiresPython,
  settings,
  ...
}:
let
  rows =
    {
      bindings ? "pyo3",
      version ? "0.29.3",
      features ? [ ],
      python ? ">=3.11",
      config ? { },
      maturinFeatures ? [ ],
    }:
    abis {
      file = "pyproject.toml";
      inherit bindings maturinFeatures;
      requiresPython = if python == null then null else requiresPython python;
      settings = settings {
        file = "pyproject.toml";
        table = config;
      };
      pyo3 = {
        crate = "pyo3";
        key = "pyo3";
        inherit version features;
      };
    };
  tags = arguments: map (row: "${row.pythonTag}-${row.abiTag}") (rows arguments);
  only = arguments: builtins.head (rows arguments);
  is = expected: expr: { inherit expr expected; };
in
{
  perPython = {
    testDefault = is [
      "cp311-cp311"
      "cp312-cp312"
      "cp313-cp313"
      "cp314-cp314"
      "cp315-cp315"
    ] (tags { });
    testPyo3Ends = is [ "cp313-cp313" "cp314-cp314" ] (tags {
      version = "0.28.3";
      python = ">=3.13";
    });
    testOldOnesOnlyWhenNamed = is [ "cp39-cp39" "pp311-pypy311_pp73" ] (tags {
      python = null;
      config.pythons = [
        "3.9"
        "pypy3.11"
      ];
    });
    testOnlyOldOnesAllowed = is [ "cp39-cp39" "cp310-cp310" ] (tags { python = ">=3.9,<3.11"; });
    testFreeThreaded =
      is
        [
          "cp314-cp314"
          "cp315-cp315"
          "cp314-cp314t"
          "cp315-cp315t"
        ]
        (tags {
          python = ">=3.14";
          config.free-threaded = true;
        });
    testFreeThreadedOfOldPyo3 = is [ "cp314-cp314" "cp314-cp314t" ] (tags {
      version = "0.28.3";
      python = ">=3.14";
      config.free-threaded = true;
    });
    testNoFreeThreadedAtAllIsRefused = is false (builtins.tryEval (tags {
      version = "0.22.6";
      config.free-threaded = true;
    })).success;
    testInterpreter = is "3.14t" (only { config.pythons = [ "3.14t" ]; }).interpreter;
  };
  abi3 = {
    testOneRow = is [ "cp311-abi3" ] (tags { features = [ "abi3-py311" ]; });
    testTagIsTheFeaturesNotRequiresPythons = is [ "cp38-abi3" ] (tags {
      features = [ "abi3-py38" ];
    });
    testInterpreterIsTheFloor = is "3.8" (only { features = [ "abi3-py38" ]; }).interpreter;
    testBareFeatureTakesTheLowestPython = is [ "cp312-abi3" ] (tags {
      features = [ "abi3" ];
      python = ">=3.12";
    });
    testFreeThreadedExpands = is [ "cp311-abi3" "cp314-cp314t" "cp315-abi3.abi3t" ] (tags {
      features = [ "abi3-py311" ];
      config.free-threaded = true;
    });
    testFreeThreadedBeforeAbi3t = is [ "cp311-abi3" "cp314-cp314t" ] (tags {
      version = "0.28.3";
      features = [ "abi3-py311" ];
      config.free-threaded = true;
    });
    testSettingAddsTheFeature = is [ [ "pyo3/abi3-py311" ] ] (
      map (row: row.features) (rows { config.abi3 = true; })
    );
    testSettingTakesTheLowestPythonAsFloor = is [ "cp311-abi3" ] (tags {
      config.abi3 = true;
      config.pythons = [ "3.13" "3.11" "3.12" ];
    });
    testOlderNamedPythonIsRefused = is false (builtins.tryEval (tags {
      features = [ "abi3-py312" ];
      config.pythons = [ "3.11" ];
    })).success;
    testPypyBesideAbi3 = is [ "cp311-abi3" "pp311-pypy311_pp73" ] (tags {
      features = [ "abi3-py311" ];
      config.pythons = [
        "3.11"
        "3.12"
        "pypy3.11"
      ];
    });
  };
  abi3t = {
    testFromFeatures = is [ "cp311-abi3" "cp315-abi3.abi3t" ] (tags {
      features = [
        "abi3-py311"
        "abi3t-py315"
      ];
    });
    testAddedFeature = is [ "pyo3/abi3t-py315" ] (
      (builtins.elemAt (rows {
        features = [ "abi3-py311" ];
        config.free-threaded = true;
      }) 2).features
    );
    testAlone = is [ "cp314-cp314" "cp315-abi3.abi3t" ] (tags {
      python = ">=3.14";
      features = [ "abi3t" ];
    });
    testPyo3IsToldSo = is true (
      builtins.match ".*target_abi=CPython-abi3t-3.15\n.*" (
        (only {
          features = [ "abi3t" ];
          config.pythons = [ "3.15t" ];
        }).pyo3Config
          64
      ) != null
    );
  };
  conditional = {
    testFeatureCountsWhereItHolds = is [ "cp311-cp311" "cp312-abi3" ] (tags {
      config.pythons = [
        "3.11"
        "3.12"
        "3.13"
      ];
      maturinFeatures = [
        {
          feature = "pyo3/abi3-py312";
          python-version = ">=3.12";
        }
      ];
    });
    testCommandLineRepeatsWhatMaturinWouldForget = is
      [
        [
          "pyo3/extension-module"
          "fast"
        ]
        [
          "pyo3/extension-module"
          "new"
          "fast"
        ]
      ]
      (
        map (row: row.cliFeatures) (rows {
          config = {
            features = [ "fast" ];
            pythons = [
              "3.11"
              "3.12"
            ];
          };
          maturinFeatures = [
            "pyo3/extension-module"
            {
              feature = "new";
              python-version = ">=3.12";
            }
          ];
        })
      );
  };
  plain.testNoPythonIsSeen =
    is
      {
        pythonTag = "py3";
        abiTag = "none";
        interpreter = null;
        pyo3Config = null;
      }
      {
        inherit (only { bindings = "bin"; })
          pythonTag
          abiTag
          interpreter
          pyo3Config
          ;
      };
}

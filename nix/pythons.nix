/**
  One row per Python that a wheel can be built for, by the name used in `[tool.wheelpin] pythons`.

  Python and ABI tags: PEP 425 and PEP 703 (`t`); PyPy's from its extension suffix, as maturin 1.16
  knows it (`pypy_abi_tag` in `python_interpreter/config.rs`). Free-threaded Python starts at 3.14:
  maturin 1.16 refuses 3.13t (`FREE_THREADED_MINIMUM_PYTHON_MINOR`).

  `default` rows are planned when a project names no Pythons: what CPython still supports or did
  until lately, 3.9 and 3.10 and PyPy only when asked for.

  # Type

  ```
  pythons :: {
    NAME :: {
      name :: String; implementation :: "cpython" | "pypy"; minor :: Int; version :: String;
      freeThreaded :: Bool; default :: Bool; pythonTag :: String; abiTag :: String;
    };
  }
  ```

  # Example

  ```nix
  pythons."3.14t".abiTag
  => "cp314t"
  ```
*/
{ }:
let
  row = minor: attributes: {
    inherit minor;
    name = "3.${toString minor}";
    version = "3.${toString minor}";
    implementation = "cpython";
    freeThreaded = false;
    default = false;
    pythonTag = "cp3${toString minor}";
    abiTag = "cp3${toString minor}";
  }
  // attributes;

  cpython = minor: default: row minor { inherit default; };
  freeThreaded =
    minor:
    row minor {
      name = "3.${toString minor}t";
      freeThreaded = true;
      abiTag = "cp3${toString minor}t";
    };
  pypy =
    minor: abi:
    row minor {
      name = "pypy3.${toString minor}";
      implementation = "pypy";
      pythonTag = "pp3${toString minor}";
      abiTag = "pypy3${toString minor}_${abi}";
    };
in
builtins.listToAttrs (
  map
    (value: {
      inherit (value) name;
      inherit value;
    })
    [
      (cpython 9 false)
      (cpython 10 false)
      (cpython 11 true)
      (cpython 12 true)
      (cpython 13 true)
      (cpython 14 true)
      (cpython 15 true)
      (freeThreaded 14)
      (freeThreaded 15)
      (pypy 9 "pp73")
      (pypy 10 "pp73")
      (pypy 11 "pp73")
      (pypy 12 "pp80")
    ]
)

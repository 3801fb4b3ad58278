/**
  Which Pythons a version of PyO3 can build for; `null` for a PyO3 older than the table.

  Source: `SUPPORTED_VERSIONS_CPYTHON`, `SUPPORTED_VERSIONS_PYPY` and `MIN_FREE_THREADED_VERSION` in
  `build.rs` of pyo3-ffi 0.20.3 to 0.30.1, and for PyPy's newest `[package.metadata.pypy]` where the
  build script takes CPython's. A Python one newer than `max` compiles with a warning not to
  distribute the result, so it is not supported here. `target_abi` and `abi3t`: PyO3 0.29 (PEP 803).

  # Type

  ```
  pyo3Support :: String -> null | {
    cpython, pypy :: { min :: Int; max :: Int; };
    freeThreaded :: Int | null;    # lowest minor
    abi3t :: Bool;
  }
  ```

  # Example

  ```nix
  (pyo3Support "0.28.3").cpython.max
  => 14
  ```
*/
{ }:
let
  row = since: cpython: pypy: freeThreaded: {
    inherit since freeThreaded;
    cpython = {
      min = builtins.elemAt cpython 0;
      max = builtins.elemAt cpython 1;
    };
    pypy = {
      min = builtins.elemAt pypy 0;
      max = builtins.elemAt pypy 1;
    };
    abi3t = builtins.compareVersions since "0.29" >= 0;
  };

  # Newest first. A version newer than the first row is taken to support what that one does.
  rows = [
    (row "0.30" [ 9 15 ] [ 11 12 ] 14)
    (row "0.29" [ 8 15 ] [ 11 11 ] 14)
    (row "0.27" [ 7 14 ] [ 11 11 ] 13)
    (row "0.25" [ 7 14 ] [ 9 11 ] 13)
    (row "0.23" [ 7 13 ] [ 9 11 ] 13)
    (row "0.22" [ 7 13 ] [ 7 10 ] null)
    (row "0.20" [ 7 12 ] [ 7 10 ] null)
    # Before 0.20 the build script has no upper limit: what the changelogs name.
    (row "0.19" [ 7 12 ] [ 7 10 ] null)
    (row "0.16" [ 7 11 ] [ 7 9 ] null)
  ];
in
version:
let
  fitting = builtins.filter (row: builtins.compareVersions version row.since >= 0) rows;
in
if fitting == [ ] then null else builtins.head fitting

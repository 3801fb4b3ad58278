/**
  The text of the file that `PYO3_CONFIG_FILE` names: what PyO3's build script would otherwise ask a
  Python of the target for.

  Keys: `InterpreterConfig::from_reader` in pyo3-build-config 0.20.3 to 0.30.1. `target_abi` is new
  in 0.29, which warns about `abi3`; older ones know only `abi3`, and drop it by themselves for
  free-threaded Python. The text depends on nothing else, so that PyO3 is compiled once per abi.

  # Type

  ```
  pyo3Config :: {
    pyo3Version :: String; implementation :: "cpython" | "pypy"; kind :: String; version :: String;
    freeThreaded :: Bool; pointerWidth :: 32 | 64;
  } -> String
  ```

  `version` is `"3.N"`: the floor for `abi3` and `abi3t`, else the Python itself.

  # Example

  ```nix
  pyo3Config {
    pyo3Version = "0.28.3"; implementation = "cpython"; kind = "abi3"; version = "3.11";
    freeThreaded = false; pointerWidth = 64;
  }
  => "implementation=CPython\nversion=3.11\nshared=true\nabi3=true\n…"
  ```
*/
{ }:
{
  pyo3Version,
  implementation,
  kind,
  version,
  freeThreaded,
  pointerWidth,
}:
let
  implementationName =
    {
      cpython = "CPython";
      pypy = "PyPy";
    }
    .${implementation};
  abiKind =
    if kind == "abi3" || kind == "abi3t" then
      kind
    else if freeThreaded then
      "free_threaded"
    else
      "gil_enabled";
  # Only linkers for Windows look at it: the DLL that the extension imports from.
  flag = if freeThreaded && kind == "cpython" then "t" else "";
  libName =
    if implementation == "pypy" then
      "libpypy${version}-c"
    else if kind == "abi3t" then
      "python3t"
    else if kind == "abi3" then
      "python3"
    else
      "python${builtins.replaceStrings [ "." ] [ "" ] version}${flag}";
  abiLine =
    if builtins.compareVersions pyo3Version "0.29" >= 0 then
      "target_abi=${implementationName}-${abiKind}-${version}"
    else
      "abi3=${if kind == "abi3" then "true" else "false"}";
in
''
  implementation=${implementationName}
  version=${version}
  shared=true
  lib_name=${libName}
  ${abiLine}
  build_flags=${if freeThreaded then "Py_GIL_DISABLED" else ""}
  suppress_build_script_link_lines=false
  pointer_width=${toString pointerWidth}
''

{ pyo3Config, ... }:
let
  base = {
    pyo3Version = "0.29.3";
    implementation = "cpython";
    kind = "cpython";
    version = "3.14";
    freeThreaded = false;
    pointerWidth = 64;
  };
  lineOf =
    key: attributes:
    let
      lines = builtins.filter builtins.isString (builtins.split "\n" (pyo3Config (base // attributes)));
    in
    builtins.filter (line: builtins.match "${key}=.*" line != null) lines;
in
{
  pyo3Config = {
    testWholeText = {
      expr = pyo3Config (
        base
        // {
          pyo3Version = "0.28.3";
          kind = "abi3";
          version = "3.11";
          pointerWidth = 32;
        }
      );
      expected = ''
        implementation=CPython
        version=3.11
        shared=true
        lib_name=python3
        abi3=true
        build_flags=
        suppress_build_script_link_lines=false
        pointer_width=32
      '';
    };
    testNewPyo3IsToldItsAbi = {
      expr = lineOf "target_abi" {
        kind = "abi3t";
        version = "3.15";
        freeThreaded = true;
      };
      expected = [ "target_abi=CPython-abi3t-3.15" ];
    };
    testNewPyo3IsNotToldAbi3 = {
      expr = lineOf "abi3" { kind = "abi3"; };
      expected = [ ];
    };
    testFreeThreaded = {
      expr = lineOf "target_abi" { freeThreaded = true; } ++ lineOf "build_flags" { freeThreaded = true; };
      expected = [
        "target_abi=CPython-free_threaded-3.14"
        "build_flags=Py_GIL_DISABLED"
      ];
    };
    testLibraryOfWindowsByAbi = {
      expr = builtins.concatMap (lineOf "lib_name") [
        { kind = "abi3"; }
        { version = "3.11"; }
        { freeThreaded = true; }
        {
          kind = "abi3t";
          version = "3.15";
          freeThreaded = true;
        }
        {
          implementation = "pypy";
          kind = "pypy";
          version = "3.11";
        }
      ];
      expected = [
        "lib_name=python3"
        "lib_name=python311"
        "lib_name=python314t"
        "lib_name=python3t"
        "lib_name=libpypy3.11-c"
      ];
    };
    testPypy = {
      expr = lineOf "implementation" {
        implementation = "pypy";
        kind = "pypy";
      };
      expected = [ "implementation=PyPy" ];
    };
  };
}

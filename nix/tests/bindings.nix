{ bindings, ... }:
let
  detect =
    attributes:
    bindings (
      {
        file = "pyproject.toml";
        stated = null;
        reachable = [ ];
      }
      // attributes
      // {
        manifest = {
          file = "Cargo.toml";
          name = "sample";
          crateTypes = [ ];
          hasBinary = false;
        }
        // attributes.manifest or { };
      }
    );
  cdylib.crateTypes = [ "cdylib" ];
in
{
  bindings = {
    testPyo3IsSeenThroughOtherCrates = {
      expr = detect {
        manifest = cdylib;
        reachable = [
          { name = "numpy"; }
          { name = "pyo3-ffi"; }
        ];
      };
      expected = "pyo3";
    };
    testCdylibAloneIsCffi = {
      expr = detect { manifest = cdylib; };
      expected = "cffi";
    };
    testProgramAloneIsBin = {
      expr = detect { manifest.hasBinary = true; };
      expected = "bin";
    };
    testStatedBindingsWin = {
      expr = detect {
        stated = "bin";
        manifest = cdylib // {
          hasBinary = true;
        };
      };
      expected = "bin";
    };
    testPyo3FfiIsPyo3 = {
      expr = detect {
        stated = "pyo3-ffi";
        manifest = cdylib;
        reachable = [ { name = "pyo3-ffi"; } ];
      };
      expected = "pyo3";
    };
  };
}

{ cargoFeatures, cargoManifest, ... }:
let
  resolve =
    src: directory: attributes:
    cargoFeatures src (
      {
        manifest = cargoManifest src directory;
        features = [ ];
        defaultFeatures = true;
        allFeatures = false;
      }
      // attributes
    );
in
{
  cargoFeatures = {
    testDependencyFeatures = {
      expr = (resolve ./errors/plain "" { }).pyo3;
      expected = [ "abi3-py311" ];
    };
    testRequestedFeatures = {
      expr = (resolve ./errors/plain "" { features = [ "pyo3/abi3-py39" ]; }).pyo3;
      expected = [
        "abi3-py311"
        "abi3-py39"
      ];
    };
    testDefaultFeaturesOfTheCrate = {
      expr = (resolve ./projects/optional "" { }).pyo3;
      expected = [ "abi3-py312" ];
    };
    testOptionalDependencyStaysOff = {
      expr = resolve ./projects/optional "" { defaultFeatures = false; };
      expected = {
        pyo3 = [ ];
        key = null;
        disabled = [ "pyo3" ];
      };
    };
    testPathDependenciesAreFollowed = {
      expr = (resolve ./projects/workspace "python" { }).pyo3;
      expected = [
        "extension-module"
        "extension-module"
        "abi3-py310"
      ];
    };
  };
}

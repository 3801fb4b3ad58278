{ pythonLayout, ... }:
let
  layout =
    attributes:
    pythonLayout (
      {
        src = ./projects/workspace;
        file = "python/pyproject.toml";
        projectDir = "python";
        isSrcLayout = false;
        maturin = { };
        bindings = "pyo3";
        moduleDefault = "sample";
        packageDefault = "sample";
      }
      // attributes
    );
in
{
  pythonLayout = {
    testLibraryNamesTheModule = {
      expr = layout { };
      expected = {
        moduleName = "sample";
        pythonSource = null;
      };
    };
    testSrcLayout = {
      expr = (layout { isSrcLayout = true; }).pythonSource;
      expected = "python/src";
    };
    testPythonSourceIsRelativeToTheProject = {
      expr = (layout { maturin.python-source = "src"; }).pythonSource;
      expected = "python/src";
    };
    testMissingPythonSourceIsRefused = {
      expr = (builtins.tryEval (layout { maturin.python-source = "lib"; }).pythonSource).success;
      expected = false;
    };
    testCrateOfTheModulesNameIsNoPackage = {
      expr =
        (layout {
          projectDir = "";
          moduleDefault = "core";
        }).pythonSource;
      expected = null;
    };
    testProgramHasNoModule = {
      expr = (layout { bindings = "bin"; }).moduleName;
      expected = null;
    };
  };
}

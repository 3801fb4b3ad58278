{ pythons, ... }:
{
  pythons = {
    testDefaultsAreCPythonFrom311 = {
      expr = builtins.filter (name: pythons.${name}.default) (builtins.attrNames pythons);
      expected = [
        "3.11"
        "3.12"
        "3.13"
        "3.14"
        "3.15"
      ];
    };
    testFreeThreadedTag = {
      expr = [
        pythons."3.15t".pythonTag
        pythons."3.15t".abiTag
      ];
      expected = [
        "cp315"
        "cp315t"
      ];
    };
    testPypyTag = {
      expr = [
        pythons."pypy3.11".pythonTag
        pythons."pypy3.11".abiTag
      ];
      expected = [
        "pp311"
        "pypy311_pp73"
      ];
    };
    testRowsAreNamedAsTheirKey = {
      expr = builtins.filter (name: pythons.${name}.name != name) (builtins.attrNames pythons);
      expected = [ ];
    };
  };
}

{ pyproject, ... }:
let
  plain = pyproject {
    src = ./errors/plain;
    project = "";
  };
  sub = pyproject {
    src = ./projects/workspace;
    project = "python";
  };
in
{
  pyproject = {
    testNameAndPythons = {
      expr = [
        plain.name
        plain.requiresPython.floor
      ];
      expected = [
        "sample"
        11
      ];
    };
    testDynamicVersionIsTheCrates = {
      expr = plain.version;
      expected = null;
    };
    testFileIsRelativeToTheTree = {
      expr = sub.file;
      expected = "python/pyproject.toml";
    };
    testMaturinTable = {
      expr = sub.maturin.module-name;
      expected = "sample._core";
    };
  };
}

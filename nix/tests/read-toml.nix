{ readToml, ... }:
{
  readToml.testFileIsParsed = {
    expr = (readToml ./errors/plain "pyproject.toml").project.name;
    expected = "sample";
  };
}

{ project, sdistFile, ... }:
{
  sdistFile.testNameAndVersionAreNormalised = {
    expr = sdistFile (project { src = ./projects/bin; });
    expected = "sample_tool-1.0.0rc1.tar.gz";
  };
}

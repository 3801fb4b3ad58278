{ settings, ... }:
let
  read =
    table:
    settings {
      file = "pyproject.toml";
      inherit table;
    };
in
{
  settings = {
    testDefaults = {
      expr = {
        inherit (read { })
          targets
          free-threaded
          toolchain
          source-date-epoch
          ;
      };
      expected = {
        targets = null;
        free-threaded = false;
        toolchain = "registry";
        source-date-epoch = 315532800;
      };
    };
    testTableByArchitectureIsTaken = {
      expr = (read { manylinux.default = "2_28"; }).manylinux.default;
      expected = "2_28";
    };
    testTablesOfTheDriverAreLetThrough = {
      expr = (read { release.branch = "main"; }).release;
      expected = {
        branch = "main";
      };
    };
    testTimesBefore1980AreRefused = {
      expr = (builtins.tryEval (read { source-date-epoch = 0; })).success;
      expected = false;
    };
  };
}

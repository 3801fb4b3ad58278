{ testSettings, ... }:
let
  read =
    table:
    testSettings {
      file = "pyproject.toml";
      inherit table;
    };
  is = expected: expr: { inherit expr expected; };
in
{
  testSettings = {
    testDefaults = is {
      command = [ ];
      dependencies = true;
      file = null;
      files = null;
      modules = [ ];
      requirements = [ ];
      skip = { };
      timeout = null;
      wheelhouse = null;
    } (read { });
    testValuesAreKept = is false (read { dependencies = false; }).dependencies;
    testPartsOfASecondAreANumber = is 1.5 (read { timeout = 1.5; }).timeout;
    testADayIsTheMost = is [ true false false false ] (
      map (timeout: (builtins.tryEval (read { inherit timeout; })).success) [
        86400
        86401
        0
        "60"
      ]
    );
  };
}

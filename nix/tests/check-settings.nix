{ checkSettings, ... }:
let
  read =
    table:
    checkSettings {
      file = "pyproject.toml";
      inherit table;
    };
  is = expected: expr: { inherit expr expected; };
in
{
  checkSettings = {
    testDefaults = is {
      deny = [ ];
      ignore = { };
      select = [ ];
      file-size-limit = null;
    } (read { });
    testReasonsAreKept =
      is { stripped = "for backtraces"; }
        (read { ignore.stripped = "for backtraces"; }).ignore;
    testLimitIsKept = is 262144000 (read { file-size-limit = 262144000; }).file-size-limit;
  };
}

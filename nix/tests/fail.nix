{ fail, ... }:
{
  # What the message says is in errors.nix.
  fail.testStopsEvaluation = {
    expr = (builtins.tryEval (fail {
      file = "f";
      mistake = "m";
    })).success;
    expected = false;
  };
}

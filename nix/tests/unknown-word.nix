{ unknownWord, ... }:
{
  unknownWord.testStopsEvaluation = {
    expr = (builtins.tryEval (unknownWord {
      file = "f";
      what = "word";
      word = "a";
      known = [ "b" ];
    })).success;
    expected = false;
  };
}

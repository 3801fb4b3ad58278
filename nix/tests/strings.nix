{ strings, ... }:
{
  split = {
    testTakesItsSeparatorLiterally = {
      expr = strings.split "." "a.b|c";
      expected = [
        "a"
        "b|c"
      ];
    };
    testKeepsEmptyParts = {
      expr = strings.split "/" "/a/";
      expected = [
        ""
        "a"
        ""
      ];
    };
  };
  hasPrefix.testLongerPrefixIsNone = {
    expr = strings.hasPrefix "abc" "ab";
    expected = false;
  };
  hasSuffix.testLongerSuffixIsNone = {
    expr = strings.hasSuffix "abc" "bc";
    expected = false;
  };
  removePrefix.testOtherTextStays = {
    expr = strings.removePrefix "v" "1.0";
    expected = "1.0";
  };
  removeSuffix.testSuffixGoes = {
    expr = strings.removeSuffix "?" "pyo3?";
    expected = "pyo3";
  };
  trim = {
    testNewlinesGo = {
      expr = strings.trim " a b\n";
      expected = "a b";
    };
    testBlankIsEmpty = {
      expr = strings.trim " \n ";
      expected = "";
    };
  };
  lower.testOnlyLettersChange = {
    expr = strings.lower "Ruamel.YAML-2";
    expected = "ruamel.yaml-2";
  };
  quoted = {
    testManyWords = {
      expr = strings.quoted [
        "a"
        "b"
        "c"
      ];
      expected = "\"a\", \"b\" and \"c\"";
    };
    testNoWords = {
      expr = strings.quoted [ ];
      expected = "nothing";
    };
  };
}

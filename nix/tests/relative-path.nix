{ relativePath, ... }:
{
  relativePath = {
    testParentsAreResolved = {
      expr = relativePath "bindings/python" "../../core/./src";
      expected = "core/src";
    };
    testRootIsEmpty = {
      expr = relativePath "python" "..";
      expected = "";
    };
    testOutsideIsNull = {
      expr = relativePath "python" "../../other";
      expected = null;
    };
    testAbsoluteIsNull = {
      expr = relativePath "" "/etc";
      expected = null;
    };
  };
}

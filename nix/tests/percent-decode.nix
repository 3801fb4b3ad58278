{ callPackage, ... }:
let
  percentDecode = callPackage ../percent-decode.nix { };
in
{
  percentDecode = {
    testPlainTextStays = {
      expr = percentDecode "feature/x-1.0";
      expected = "feature/x-1.0";
    };
    testReservedCharacters = {
      expr = percentDecode "a%2Fb%23c%25d%2Be";
      expected = "a/b#c%d+e";
    };
    testPlusIsASpace = {
      expr = percentDecode "a+b";
      expected = "a b";
    };
    testQuoteAndBackslash = {
      expr = percentDecode "%22%5c";
      expected = "\"\\";
    };
    testTwoThreeAndFourBytes = {
      expr = percentDecode "%C3%A9%E2%82%ACx%F0%9F%A6%80";
      expected = "é€x🦀";
    };
  };
}

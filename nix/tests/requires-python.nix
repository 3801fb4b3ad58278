{ requiresPython, ... }:
let
  minors = [
    8
    9
    10
    11
    12
    13
    14
    15
  ];
  allows = text: expected: {
    expr = builtins.filter (requiresPython text).allows minors;
    inherit expected;
  };
in
{
  requiresPython = {
    testFloor = allows ">=3.13" [ 13 14 15 ];
    testFloorWithMicroAllowsItsMinor = allows ">= 3.14.2" [ 14 15 ];
    testCeiling = allows ">=3.9,<3.12" [ 9 10 11 ];
    testCeilingInclusive = allows ">=3.9,<=3.11" [ 9 10 11 ];
    testMajorCeiling = allows ">=3.14,<4" [ 14 15 ];
    testMajorPreReleaseCeiling = allows ">=3.14,<4.0a0" [ 14 15 ];
    testGreaterAllowsLaterMicros = allows ">3.13" [ 13 14 15 ];
    testExcludedMinor = allows ">=3.12,!=3.14.*" [ 12 13 15 ];
    testExcludedMicroExcludesNoMinor = allows ">=3.14,!=3.14.0" [ 14 15 ];
    testCompatibleMinor = allows "~=3.13" [ 13 14 15 ];
    testCompatibleMicro = allows "~=3.13.2" [ 13 ];
    testWildcard = allows "==3.11.*" [ 11 ];
    testNoneLeft = allows ">=4" [ ];
    testFloorIsLowestAllowed = {
      expr = (requiresPython ">=3.9,!=3.9.*").floor;
      expected = 10;
    };
    testNoFloorWhereNothingIsAllowed = {
      expr = (requiresPython "<3,>3").floor;
      expected = null;
    };
    testMatchesLooksAtReleaseZero = {
      expr = (requiresPython ">3.10").matches 10;
      expected = false;
    };
    testTextIsNone = {
      expr = requiresPython "python3";
      expected = null;
    };
  };
}

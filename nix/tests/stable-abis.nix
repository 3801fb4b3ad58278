{ stableAbis, ... }:
let
  is = expected: expr: { inherit expr expected; };
in
{
  stableAbis = {
    testNone = is {
      abi3 = null;
      abi3t = null;
    } (stableAbis [ "extension-module" ]);
    testLowestCounts = is 9 (stableAbis [ "abi3-py311" "abi3-py39" "abi3" ]).abi3.minor;
    testBareAbi3NamesNoPython = is { minor = null; } (stableAbis [ "abi3" ]).abi3;
    testAbi3tIsNotAbi3 = is null (stableAbis [ "abi3t-py315" ]).abi3;
    testAbi3tFloor = is 15 (stableAbis [ "abi3t-py314" ]).abi3t.minor;
  };
}

{ join, toolchain, ... }:
let
  part =
    name:
    toolchain.run {
      inherit name;
      script = builtins.toFile "part.sh" "";
    };
  parts = map part [
    "one"
    "two"
  ];
  joined = join {
    name = "both";
    paths = parts;
  };
  is = expected: expr: { inherit expr expected; };
in
{
  join = {
    testHasItsName = is "both" joined.name;
    # One derivation depends on all, so that a failure shows at once.
    testDependsOnEveryPart = is (map (drv: drv.outPath) parts) (map (drv: drv.outPath) joined.paths);
  };
}

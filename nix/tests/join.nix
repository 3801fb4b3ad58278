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
    findings = part "findings";
  };
  is = expected: expr: { inherit expr expected; };
in
{
  join = {
    testHasItsName = is "both" joined.name;
    # One derivation depends on all, so that a failure shows at once.
    testDependsOnWhatWasFound = is (part "findings").outPath joined.findings.outPath;
    testDependsOnEveryPart = is (map (drv: drv.outPath) parts) (map (drv: drv.outPath) joined.paths);
  };
}

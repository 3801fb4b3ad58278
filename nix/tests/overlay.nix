{ driver, outputs, project, trees, ... }:
let
  overlay = import ../overlay.nix { inputs = { }; };
  packages = overlay {
    stdenv.hostPlatform = { system = "x86_64-linux"; isDarwin = false; };
  } { };
  src = trees "plain";
  is = expected: expr: { inherit expr expected; };
in
{
  overlay = {
    testNames = is [ "wheelpin" "wheelpinProject" ] (builtins.attrNames packages);
    testTheProgramIsTheFlakes = is driver.outPath packages.wheelpin.outPath;
    testAProjectIsAsItsFlakeHasIt =
      is (outputs (project { inherit src; })).packages.wheels.outPath
        (packages.wheelpinProject { inherit src; }).packages.wheels.outPath;
  };
}

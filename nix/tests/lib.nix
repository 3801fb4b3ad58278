_scope:
let
  lib = import ../lib.nix { };
in
{
  lib = {
    testNames = {
      expr = builtins.attrNames lib;
      expected = [
        "mkFlake"
        "tree"
      ];
    };
    testMkFlakeNeedsASourceOnly = {
      expr = builtins.functionArgs lib.mkFlake;
      expected = {
        src = false;
        project = true;
        config = true;
        systems = true;
        inputs = true;
      };
    };
  };
}

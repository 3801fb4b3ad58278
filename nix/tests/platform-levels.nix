{ platformLevels, targets, ... }:
{
  platformLevels = {
    testEveryManylinuxTargetHasAFloor = {
      expr = builtins.filter (
        name:
        targets.${name}.libc == "gnu" && !(platformLevels.manylinuxFloor ? ${targets.${name}.arch})
      ) (builtins.attrNames targets);
      expected = [ ];
    };
    testAliasesAndFloorsAreKnownLevels = {
      expr = builtins.filter (level: !builtins.elem level platformLevels.manylinux) (
        builtins.attrValues platformLevels.aliases ++ builtins.attrValues platformLevels.manylinuxFloor
      );
      expected = [ ];
    };
  };
}

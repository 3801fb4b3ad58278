{
  resolveTarget,
  toolchain,
  units,
  windowsImportLibraries,
  ...
}:
let
  of =
    name:
    windowsImportLibraries (
      builtins.head (units (resolveTarget { file = "pyproject.toml"; } name))
    );
  targets = [
    "windows-x86_64"
    "windows-i686"
    "windows-arm64"
  ];
  is = expected: expr: { inherit expr expected; };
in
{
  windowsImportLibraries = {
    testEveryWindowsTargetHasItsMachine = is [
      "i386:x86-64"
      "i386"
      "arm64"
    ] (map (target: (of target).machine) targets);
    testDefinitionsAreOneTreeForAll = is true (
      builtins.all (target: (of target).definitions.outPath == (of "windows-x86_64").definitions.outPath) targets
    );
    testDefinitionsAreThePinnedCrate =
      is [ toolchain.pins.common.python3-dll-a.sha256 ]
        (map (file: file.outputHash) (of "windows-x86_64").definitions.archives);
  };
}

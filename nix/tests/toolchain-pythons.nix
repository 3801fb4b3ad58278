{ pins, registryToolchain, ... }:
let
  registries = builtins.fromJSON (builtins.readFile ../registries.json);
  toolchain = system: registryToolchain { inherit system registries; };
  of = system: map (python: { inherit (python) tag arch isEmulated; }) (toolchain system).pythons;
  inherit (toolchain "x86_64-linux") emulators pip pythons;
  is = expected: expr: { inherit expr expected; };
  python = arch: isEmulated: {
    tag = "cp311";
    inherit arch isEmulated;
  };
in
{
  pythons = {
    testOneForEachProcessor = is [ (python "x86_64" false) (python "aarch64" true) ] (of "x86_64-linux");
    testTheOtherBuildHostHasThemToo = is [ (python "aarch64" false) (python "x86_64" true) ] (of "aarch64-linux");
    testVersionOfGlibc = is [ "2.36" "2.36" ] (map (python: python.glibc) pythons);
    testAnEmulatorComesFirst = is emulators.aarch64 (builtins.head (builtins.elemAt pythons 1).command);
  };
  pip = {
    testIsAWheel = is "pip-${pins.hosts.x86_64-linux.pip.version}-py3-none-any.whl" pip.name;
  };
}

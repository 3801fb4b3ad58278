{
  dependencies,
  project,
  stub,
  trees,
  vendor,
  ...
}:
let
  config = project {
    src = trees "plain";
    config = {
      targets = [
        "macos-universal2"
        "manylinux-x86_64"
      ];
      pythons = [ "3.13" ];
    };
  };
  of =
    others:
    dependencies (
      {
        inherit config;
        vendor = vendor config;
        stub = stub config;
        target = builtins.elemAt config.targets 1;
        abi = builtins.head config.abis;
      }
      // others
    );
  first = of { };
  is = expected: expr: { inherit expr expected; };
in
{
  dependencies = {
    testNameSaysTargetAndAbi = is "wheelpin-dependencies-sample-manylinux-x86_64-cp313-cp313" first.name;
    testFirstStartsFromNothing = is {
      base = "";
      host = "";
    } { inherit (first) base host; };
    testOthersStartFromIt = is {
      base = first.outPath;
      host = first.outPath;
    } (
      builtins.mapAttrs (_name: drv: drv.outPath) {
        inherit
          (of {
            base = first;
            host = first;
          })
          base
          host
          ;
      }
    );
    # Nothing of the project but its stub: see also cells.changes.
    testSeesNoSource = is [ ] (
      builtins.filter (path: builtins.match ".*-(rust-)?source" path != null) (
        builtins.attrNames (builtins.getContext (builtins.toJSON first.drvAttrs))
      )
    );
    testSeesTheStub = is (stub config).outPath first.stub.outPath;
  };
}

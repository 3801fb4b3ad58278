{ driver, releaseApp, toolchain, ... }:
let
  plain = builtins.unsafeDiscardStringContext;
  is = expected: expr: { inherit expr expected; };
in
{
  releaseApp = {
    testIsOfTheLibrarysDriver = is (plain driver.drvPath) (plain releaseApp.driver.drvPath);
    testNeedsNoShellOfTheMachine = is "${toolchain.shell}/bin/sh" releaseApp.interpreter;
  };
}

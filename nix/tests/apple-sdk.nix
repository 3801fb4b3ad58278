{ appleSdk, appleStubs, ... }:
{
  appleSdk = {
    testIsADerivationOfItsOwn = {
      expr = appleSdk.name;
      expected = "wheelpin-macos-stubs";
    };
    testHoldsTheStubsAndNothingElse = {
      expr = builtins.filter (path: builtins.match ".*(apple|macos|sdk).*" path != null) (
        builtins.attrNames (builtins.getContext (builtins.toJSON appleSdk.drvAttrs))
      );
      expected = builtins.attrNames (
        builtins.getContext "${appleStubs}${builtins.toFile "apple-sdk.sh" ''
          mkdir -p "$out/usr/include" "$out/System/Library"
          ln -s "$stubs/lib" "$out/usr/lib"
          ln -s "$stubs/Frameworks" "$out/System/Library/Frameworks"
        ''}"
      );
    };
  };
}

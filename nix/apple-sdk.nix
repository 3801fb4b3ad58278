{ toolchain, appleStubs }:

/**
  The text stubs of apple-stubs.nix laid out as rustc and cargo-zigbuild expect
  a macOS SDK to be (SDKROOT). It holds names to link against and nothing of
  Apple's.

  # Type
  appleSdk :: Derivation
*/
toolchain.run {
  name = "wheelpin-macos-stubs";
  script = builtins.toFile "apple-sdk.sh" ''
    mkdir -p "$out/usr/include" "$out/System/Library"
    ln -s "$stubs/lib" "$out/usr/lib"
    ln -s "$stubs/Frameworks" "$out/System/Library/Frameworks"
  '';
  stubs = appleStubs;
}

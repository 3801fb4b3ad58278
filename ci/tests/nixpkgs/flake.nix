{
  # At the root of a copy of the repository, beside a copy of nixpkgs.lib: packages.nix reads the
  # registry toolchain.
  description = "A stand-in for nixpkgs in tests";

  outputs = _inputs:
    let lib = import ./nixpkgs-lib/lib;
    in {
      inherit lib;
      legacyPackages = lib.genAttrs [ "x86_64-linux" "aarch64-linux" "x86_64-darwin" "aarch64-darwin" ] (
        system: import ./ci/tests/nixpkgs/packages.nix { inherit system lib; }
      );
    };
}

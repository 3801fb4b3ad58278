{ driver, filesOf, ... }:
let
  source = filesOf driver.compiled.rustSource;
  folders = builtins.attrNames (
    builtins.groupBy (path: builtins.head (builtins.split "/" path)) source
  );
  manifest = builtins.fromTOML (builtins.readFile ../../Cargo.toml);
  is = expected: expr: { inherit expr expected; };
in
{
  driver = {
    testIsNamedAfterItsVersion = is "wheelpin-${manifest.workspace.package.version}" driver.name;
    # No change in ci/ or docs/ compiles it again.
    testSeesTheRustWorkspaceAndTheLibrary = is [
      "Cargo.lock"
      "Cargo.toml"
      "LICENSE-APACHE"
      "LICENSE-MIT"
      "README.md"
      "driver"
      "nix"
      "pyproject.toml"
    ] folders;
    testSeesNoTests = is [ ] (
      builtins.filter (path: builtins.match "(nix|driver/[^/]*)/tests/.*" path != null) source
    );
    testIsStaticForTheBuildHost = is "x86_64-unknown-linux-musl" driver.triple;
  };
}

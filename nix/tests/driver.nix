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
    # No change in nix/, ci/ or docs/ compiles it again.
    testSeesTheRustWorkspaceAlone = is [
      "Cargo.lock"
      "Cargo.toml"
      "LICENSE-APACHE"
      "LICENSE-MIT"
      "README.md"
      "driver"
      "pyproject.toml"
    ] folders;
    testIsStaticForTheBuildHost = is "x86_64-unknown-linux-musl" driver.triple;
  };
}

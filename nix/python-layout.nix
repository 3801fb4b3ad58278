/**
  The Python module a crate becomes, and where the project's Python files are.

  Rules: maturin 1.16's `ProjectResolver::resolve` and `ProjectLayout::determine`. The module is
  `[tool.maturin] module-name`, else the library's stated name, else the project's, else the crate's.

  # Type

  ```
  pythonLayout :: {
    src :: Path; file, projectDir :: String; isSrcLayout :: Bool; maturin :: AttrSet;
    bindings :: String; moduleDefault, packageDefault :: String;
  } -> { moduleName :: String | null; pythonSource :: String | null; }
  ```

  `moduleDefault` is the module without a `module-name`, `packageDefault` the package of a program.
  `moduleName` is `null` for a program, `pythonSource` (relative to `src`) without Python files.

  # Example

  ```nix
  (pythonLayout { maturin.module-name = "dioxide._core"; … }).moduleName
  => "dioxide._core"
  ```
*/
{
  fail,
  relativePath,
  strings,
}:
{
  src,
  file,
  projectDir,
  isSrcLayout,
  maturin,
  bindings,
  moduleDefault,
  packageDefault,
}:
let
  inherit (builtins)
    elemAt
    head
    length
    match
    pathExists
    ;

  inProject = relativePath projectDir;
  exists = path: path != null && pathExists (src + "/${path}");

  stated = maturin.module-name or moduleDefault;
  parts = strings.split "." stated;

  moduleName =
    if bindings == "bin" then
      null
    else if match "[A-Za-z_][A-Za-z0-9_]*" (elemAt parts (length parts - 1)) == null then
      fail {
        inherit file;
        mistake = "the module would be called \"${stated}\", which Python cannot import";
        remedy = [
          "Name it:"
          ""
          "  [tool.maturin]"
          "  module-name = \"${builtins.replaceStrings [ "-" ] [ "_" ] stated}\""
        ];
      }
    else
      stated;

  root = if isSrcLayout then inProject "src" else projectDir;
  package = head (strings.split "." (if moduleName == null then packageDefault else moduleName));
  inPackage = path: exists (relativePath root "${package}${path}");

  pythonSource =
    if !(maturin ? python-source) then
      # A directory of the module's name may be the crate instead.
      if inPackage "" && (inPackage "/__init__.py" || !inPackage "/Cargo.toml") then root else null
    else if exists (inProject maturin.python-source) then
      inProject maturin.python-source
    else
      fail {
        inherit file;
        mistake = "[tool.maturin] python-source \"${maturin.python-source}\" does not exist";
        remedy = [ "Correct the path: it is relative to the directory of ${file}." ];
      };
in
{
  inherit moduleName pythonSource;
}

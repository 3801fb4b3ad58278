/**
  The pyproject.toml that wheels are built with: the project's without `[tool.wheelpin]`, so that a
  setting rebuilds a wheel only where it changes how that is built. Null where the file itself may
  end up in a wheel: then builds see it as it is.

  # Type

  ```
  buildPyproject :: {
    src :: Path; document, maturin :: AttrSet; extraFiles :: [String] ? [ ];
  } -> String | null
  ```

  `document` is the file as a value.

  # Example

  ```nix
  buildPyproject { src = ./.; document.tool.wheelpin.abi3 = true; maturin = { }; }
  => "\"tool\" = {  }\n"
  ```
*/
{
  filesOf,
  strings,
  toToml,
}:
{
  src,
  document,
  maturin,
  extraFiles ? [ ],
}:
let
  inherit (builtins)
    any
    filter
    isString
    match
    readFile
    removeAttrs
    replaceStrings
    ;
  mentions = text: replaceStrings [ "pyproject" ] [ "" ] text != text;

  # maturin's `include`: globs, or tables with a glob as path.
  pattern = entry: if isString entry then entry else entry.path or "";
  isPacked = any (glob: mentions glob || strings.hasPrefix "*" glob) (
    map pattern (maturin.include or [ ])
  );
  isWanted = any (path: mentions path || match "[./]*" path != null) extraFiles;
  isEmbedded = any (file: mentions (readFile (src + "/${file}"))) (
    filter (strings.hasSuffix ".rs") (filesOf src)
  );
in
if isPacked || isWanted || isEmbedded then
  null
else
  toToml (
    document
    // (
      if document ? tool then { tool = removeAttrs document.tool [ "wheelpin" ]; } else { }
    )
  )

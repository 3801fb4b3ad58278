/**
  Reads a project's `pyproject.toml` and checks what is not wheelpin's own: that there is one, that
  maturin builds it, its name.

  # Type

  ```
  pyproject :: { src :: Path; project :: String; } -> {
    file :: String;               # relative to src
    name :: String | null;        # null: no [project] table, maturin takes the crate's
    version :: String | null;     # static, PEP 440 normalised; null: the crate's
    requiresPython :: parsed | null;
    readme :: String | null; maturin, wheelpin, document :: AttrSet;
  }
  ```

  # Example

  ```nix
  (pyproject { src = ./.; project = ""; }).name
  => "dioxide"
  ```
*/
{
  fail,
  readToml,
  relativePath,
  requiresPython,
  version,
}:
{ src, project }:
let
  inherit (builtins)
    any
    elem
    isList
    isString
    match
    pathExists
    ;

  file = relativePath project "pyproject.toml";
  document = readToml src file;
  metadata = document.project or { };
  buildSystem = document.build-system or { };
  backend = buildSystem.build-backend or null;
  usesSetuptoolsRust = any (it: isString it && match "setuptools[-_]rust([^A-Za-z0-9_-].*)?" it != null) (
    if isList (buildSystem.requires or null) then buildSystem.requires else [ ]
  );
  stated = metadata.version or null;
  normalised = version stated;
  python = metadata.requires-python or null;
  parsedPython = requiresPython python;

  problem =
    if file == null || !pathExists (src + "/${file}") then
      fail {
        file = if file == null then project else file;
        mistake = "there is no such file";
        remedy = [
          "A project is a directory with a pyproject.toml. If yours is in a subdirectory, name it:"
          ""
          "  wheelpin.lib.mkFlake { src = ./.; project = \"python\"; }"
          "  ci/tree --project python DIRECTORY"
          ""
          "In a git repository Nix sees only files that git knows: `git add pyproject.toml`."
        ];
      }
    else if !isString backend || backend != "maturin" then
      fail {
        inherit file;
        mistake =
          if backend == null then
            "there is no [build-system] build-backend"
          else
            "the build backend is ${backend}, and wheelpin builds with maturin only";
        remedy =
          (
            # PEP 517: `backend-path` is there for a backend that is part of the source tree.
            if buildSystem ? backend-path then
              [
                "A backend of the project's own is not run: what it does beside calling maturin would be missing in"
                "the wheels. If they are right without it, write:"
              ]
            else if usesSetuptoolsRust then
              [
                "Moving from setuptools-rust to maturin: what an extension module has as `target` and `path` become"
                "`module-name` and `manifest-path` in [tool.maturin], what setup.py or setup.cfg say of the project"
                "goes to [project]. Then write:"
              ]
            else
              [ "Write:" ]
          )
          ++ [
            ""
            "  [build-system]"
            "  requires = [\"maturin>=1.9,<2\"]"
            "  build-backend = \"maturin\""
          ];
      }
    else if document ? project && !isString (metadata.name or null) then
      fail {
        inherit file;
        mistake = "[project] has no name";
        remedy = [ "Write: name = \"my-project\"" ];
      }
    # PEP 508 names, as the core metadata specification has them.
    else if
      document ? project
      && match "[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9._-]*[A-Za-z0-9]" metadata.name == null
    then
      fail {
        inherit file;
        mistake = "[project] name \"${metadata.name}\" is not a valid name";
        remedy = [
          "Use ASCII letters, digits, `.`, `-` and `_`, with a letter or digit at both ends."
        ];
      }
    else if stated != null && (!isString stated || normalised == null) then
      fail {
        inherit file;
        mistake = "[project] version ${builtins.toJSON stated} is not a version (PEP 440)";
        remedy = [ "Write, for example: version = \"1.2.0\", \"1.2.0rc1\" or \"1.2.0.post1\"" ];
      }
    else if document ? project && stated == null && !elem "version" (metadata.dynamic or [ ]) then
      fail {
        inherit file;
        mistake = "[project] has no version";
        remedy = [
          "To take it from Cargo.toml, write in [project]:"
          ""
          "  dynamic = [\"version\"]"
          ""
          "or state it there: version = \"1.2.0\""
        ];
      }
    else if python != null && (!isString python || parsedPython == null) then
      fail {
        inherit file;
        mistake = "[project] requires-python ${builtins.toJSON python} is not a version specifier (PEP 440)";
        remedy = [ "Write, for example: requires-python = \">=3.11\"" ];
      }
    else
      null;
in
builtins.seq problem {
  inherit file document;
  name = metadata.name or null;
  version = if stated == null then null else normalised;
  requiresPython = if python == null then null else parsedPython;
  readme =
    let
      readme = metadata.readme or null;
    in
    if isString readme then readme else readme.file or null;
  maturin = document.tool.maturin or { };
  wheelpin = document.tool.wheelpin or { };
}

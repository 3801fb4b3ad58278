{ toolchain, checker, join, sdistFile }:

/**
  What the rules find in finished files, and the files if none of it is an error.

  `of` checks one wheel or sdist. Its `findings` are a derivation that always ends well (findings.json,
  and findings.txt for people), so that they can be looked at whatever they are; the file itself comes
  out of one after it, which fails where a finding is an error. `release` is the same for all files of
  the plan together, by name and size alone: it holds no file.

  # Type

  ```
  check :: Config -> [ Cell ] -> {
    of :: { name :: String; file :: Derivation; } -> Checked;
    release :: [ Checked ] -> Checked;
  }
  Checked :: Derivation with { unchecked :: Derivation | null; findings :: Derivation; }
  ```
*/
config: cells:
let
  inherit (config.settings) check;
  settings =
    {
      inherit (check) ignore select;
      # What is built here names none: it is remapped.
      deny = [ "leak-sandbox-path" ] ++ check.deny;
    }
    // (if check.file-size-limit == null then { } else { inherit (check) file-size-limit; });

  findings = name: settings: variables:
    toolchain.run ({
      name = "wheelpin-findings-${name}";
      script = ./check.sh;
      inherit checker;
      settings = builtins.toFile "check.json" (builtins.toJSON settings);
      settingsFile = config.pyprojectFile;
    } // variables);
in
{
  of = { name, file }: join {
    name = "wheelpin-checked-${name}";
    paths = [ file ];
    findings = findings name settings { files = [ file ]; };
  } // { unchecked = file; };

  release = files:
    let name = "release-${config.fileName}"; in
    join {
      name = "wheelpin-checked-${name}";
      paths = [ ];
      findings = findings name (settings // { planned = map (cell: cell.file) cells ++ [ (sdistFile config) ]; }) {
        option = "--release";
        inherit files;
      };
    };
}

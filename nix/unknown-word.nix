/**
  The error for a word that is not one of a known few: names the nearest right one, lists them all.

  # Type

  ```
  unknownWord :: { file :: String; what :: String; word :: String; known :: [String]; } -> a
  ```

  # Example

  ```nix
  unknownWord {
    file = "pyproject.toml";
    what = "target in [tool.wheelpin] targets";
    word = "macos_arm64";
    known = [ "macos-arm64" "macos-x86_64" ];
  }
  => error: wheelpin: pyproject.toml: unknown target in [tool.wheelpin] targets: "macos_arm64"

       Did you mean "macos-arm64"?
       Known: "macos-arm64" and "macos-x86_64".
  ```
*/
{
  fail,
  nearest,
  strings,
}:
{
  file,
  what,
  word,
  known,
}:
let
  suggestion = nearest known word;
in
fail {
  inherit file;
  mistake = "unknown ${what}: \"${word}\"";
  remedy =
    (if suggestion == null then [ ] else [ "Did you mean \"${suggestion}\"?" ])
    ++ [ "Known: ${strings.quoted known}." ];
}

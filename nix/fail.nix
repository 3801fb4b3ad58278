/**
  Stops evaluation with an error that names the file, the mistake and what to type next.

  # Type

  ```
  fail :: { file :: String; mistake :: String; remedy :: [String]; } -> a
  ```

  `file` is relative to the source tree, `mistake` one sentence without a full stop, `remedy` the
  lines to show below it.

  # Example

  ```nix
  fail {
    file = "pyproject.toml";
    mistake = "there is no such file";
    remedy = [ "Create it with `maturin init`." ];
  }
  => error: wheelpin: pyproject.toml: there is no such file

       Create it with `maturin init`.
  ```
*/
{ }:
{
  file,
  mistake,
  remedy ? [ ],
}:
throw "wheelpin: ${file}: ${mistake}${
  if remedy == [ ] then "" else "\n" + builtins.concatStringsSep "" (map (line: "\n  ${line}") remedy)
}"

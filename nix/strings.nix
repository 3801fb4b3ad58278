/**
  The few string helpers that the language lacks, so that evaluation needs no nixpkgs.

  # Type

  ```
  strings :: {
    split :: String -> String -> [String];      # by a literal separator
    hasPrefix, hasSuffix :: String -> String -> Bool;
    removePrefix, removeSuffix :: String -> String -> String;
    replace :: String -> String -> String -> String;
    trim, lower :: String -> String;
    chars :: String -> [String];
    quoted :: [String] -> String;               # for messages: "a", "b" and "c"
  }
  ```

  # Example

  ```nix
  strings.split "." "dioxide._core"
  => [ "dioxide" "_core" ]
  ```
*/
{ }:
let
  inherit (builtins)
    concatStringsSep
    elemAt
    filter
    genList
    isString
    length
    replaceStrings
    stringLength
    substring
    ;

  escape = replaceStrings
    [ "\\" "." "+" "*" "?" "(" ")" "[" "]" "{" "}" "|" "^" "$" ]
    [ "\\\\" "\\." "\\+" "\\*" "\\?" "\\(" "\\)" "\\[" "\\]" "\\{" "\\}" "\\|" "\\^" "\\$" ];

  hasPrefix = prefix: text: substring 0 (stringLength prefix) text == prefix;

  hasSuffix =
    suffix: text:
    let
      start = stringLength text - stringLength suffix;
    in
    start >= 0 && substring start (stringLength suffix) text == suffix;

  letters = "abcdefghijklmnopqrstuvwxyz";
  capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  chars = text: genList (i: substring i 1 text) (stringLength text);
in
{
  inherit hasPrefix hasSuffix chars;

  split = separator: text: filter isString (builtins.split (escape separator) text);

  removePrefix =
    prefix: text: if hasPrefix prefix text then substring (stringLength prefix) (-1) text else text;

  removeSuffix =
    suffix: text:
    if hasSuffix suffix text then substring 0 (stringLength text - stringLength suffix) text else text;

  replace = from: to: replaceStrings [ from ] [ to ];

  lower = replaceStrings (chars capitals) (chars letters);

  trim =
    text:
    let
      match = builtins.match "[[:space:]]*(.*[^[:space:]])[[:space:]]*" text;
    in
    if match == null then "" else elemAt match 0;

  quoted =
    words:
    let
      quotedWords = map (word: "\"${word}\"") words;
      last = elemAt quotedWords (length words - 1);
      front = genList (elemAt quotedWords) (length words - 1);
    in
    if words == [ ] then
      "nothing"
    else if front == [ ] then
      last
    else
      "${concatStringsSep ", " front} and ${last}";
}

/**
  The text of a value in a URL's query, as `application/x-www-form-urlencoded` has it: `+` is a
  space, `%XX` a byte of UTF-8. (Cargo writes the branch of a git source so.)

  # Type

  ```
  percentDecode :: String -> String
  ```

  # Example

  ```nix
  percentDecode "feature%2Fr%C3%A9sum%C3%A9"
  => "feature/résumé"
  ```
*/
{ }:
let
  inherit (builtins)
    bitAnd
    concatStringsSep
    elemAt
    foldl'
    fromTOML
    genList
    isString
    replaceStrings
    split
    substring
    ;

  numberOf = hex: (fromTOML "n = 0x${hex}").n;
  character =
    point:
    let
      digit = place: substring (bitAnd (point / place) 15) 1 "0123456789ABCDEF";
      places = [ 268435456 16777216 1048576 65536 4096 256 16 1 ];
    in
    (fromTOML "c = \"\\U${concatStringsSep "" (map digit places)}\"").c;

  # UTF-8's first byte says how many follow and has the highest bits (RFC 3629 §3).
  step =
    state: byte:
    if byte < 128 then
      { text = state.text + character byte; point = 0; missing = 0; }
    else if byte >= 240 then
      { inherit (state) text; point = byte - 240; missing = 3; }
    else if byte >= 224 then
      { inherit (state) text; point = byte - 224; missing = 2; }
    else if byte >= 192 then
      { inherit (state) text; point = byte - 192; missing = 1; }
    else
      let
        point = state.point * 64 + bitAnd byte 63;
      in
      {
        text = if state.missing == 1 then state.text + character point else state.text;
        inherit point;
        missing = state.missing - 1;
      };

  decodeBytes =
    encoded:
    let
      count = builtins.stringLength encoded / 3;
      bytes = genList (i: numberOf (substring (i * 3 + 1) 2 encoded)) count;
    in
    (foldl' step { text = ""; point = 0; missing = 0; } bytes).text;
in
text:
concatStringsSep "" (
  map (part: if isString part then part else decodeBytes (elemAt part 0)) (
    split "((%[0-9A-Fa-f][0-9A-Fa-f])+)" (replaceStrings [ "+" ] [ " " ] text)
  )
)

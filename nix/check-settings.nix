/**
  Checks `[tool.wheelpin.check]` against its schema. Which rules there are, only the checker knows: it
  refuses a name that is none.

  # Type

  ```
  checkSettings :: { file :: String; table :: AttrSet; } -> {
    ignore :: { RULE :: String; }; deny, select :: [RULE]; file-size-limit :: Int | null;
  }
  ```

  # Example

  ```nix
  (checkSettings { file = "pyproject.toml"; table = { }; }).ignore
  => { }
  ```
*/
{
  fail,
  unknownWord,
}:
{ file, table }:
let
  inherit (builtins)
    attrNames
    deepSeq
    filter
    head
    isAttrs
    isInt
    isList
    isString
    match
    ;
  known = [
    "deny"
    "file-size-limit"
    "ignore"
    "select"
  ];
  unknown = filter (key: !builtins.elem key known) (attrNames table);

  ignore = table.ignore or { };
  isReason = text: isString text && match "[[:space:]]*" text == null;
  unreasoned = filter (rule: !isReason ignore.${rule}) (attrNames ignore);
  isRules = value: isList value && builtins.all isString value;
  wrongLists = filter (key: !isRules (table.${key} or [ ])) [
    "deny"
    "select"
  ];
  limit = table.file-size-limit or null;
in
if unknown != [ ] then
  unknownWord {
    inherit file known;
    what = "key in [tool.wheelpin.check]";
    word = head unknown;
  }
else if wrongLists != [ ] then
  fail {
    inherit file;
    mistake = "[tool.wheelpin.check] ${head wrongLists} must be a list of rules";
    remedy = [ "Write, for example: ${head wrongLists} = [\"leak-home-path\"]" ];
  }
else if !isAttrs ignore then
  fail {
    inherit file;
    mistake = "[tool.wheelpin.check] ignore must be a table: each rule with the reason why it does not matter";
    remedy = [
      "Write, for example:"
      ""
      "  [tool.wheelpin.check.ignore]"
      "  RULE = \"WHY\""
    ];
  }
else if unreasoned != [ ] then
  fail {
    inherit file;
    mistake = "[tool.wheelpin.check.ignore] ${head unreasoned} has no reason";
    remedy = [ "Write why it does not matter here: ${head unreasoned} = \"WHY\"" ];
  }
else if limit != null && !(isInt limit && limit > 0) then
  fail {
    inherit file;
    mistake = "[tool.wheelpin.check] file-size-limit must be a number of bytes";
    remedy = [ "Write the limit that the index has raised for the project: file-size-limit = 262144000" ];
  }
else
  deepSeq ignore {
    inherit ignore;
    deny = table.deny or [ ];
    select = table.select or [ ];
    file-size-limit = limit;
  }

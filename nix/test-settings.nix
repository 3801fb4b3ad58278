/**
  Checks `[tool.wheelpin.test]` against its schema, as the driver does (wheelpin-test's settings.rs). Keys
  that are absent come back as their default.

  # Type

  ```
  testSettings :: { file :: String; table :: AttrSet; } -> {
    file, wheelhouse :: String | null; command, requirements, modules :: [String];
    files :: [String] | null; dependencies :: Bool; skip :: { MODULE :: String; };
    timeout :: Int | Float | null;             # seconds
  }
  ```

  # Example

  ```nix
  (testSettings { file = "pyproject.toml"; table = { }; }).dependencies
  => true
  ```
*/
{
  fail,
  unknownWord,
}:
{ file, table }:
let
  inherit (builtins)
    all
    attrNames
    deepSeq
    filter
    head
    isAttrs
    isBool
    isFloat
    isInt
    isList
    isString
    match
    ;

  option = what: example: default: check: {
    inherit
      what
      example
      default
      check
      ;
  };
  isStrings = value: isList value && all isString value;
  text = option "a string";
  texts = option "a list of strings";

  schema = {
    command = texts "[\"python\", \"-m\", \"pytest\"]" [ ] isStrings;
    dependencies = option "true or false" "false" true isBool;
    file = text "\"tests/smoke_test.py\"" null isString;
    files = texts "[\"tests\"]" null isStrings;
    modules = texts "[\"sample\"]" [ ] isStrings;
    requirements = texts "[\"pytest\"]" [ ] isStrings;
    skip = option "a table: each module with the reason why it is not imported" "{ \"sample.gui\" = \"needs a display\" }" { } isAttrs;
    timeout = option "a number of seconds, at most 86400 (a day)" "60" null (
      value: (isInt value || isFloat value) && value > 0 && value <= 86400
    );
    wheelhouse = text "\"wheelhouse\"" null isString;
  };

  unknown = filter (key: !(schema ? ${key})) (attrNames table);
  wrong = filter (key: !schema.${key}.check table.${key}) (attrNames table);
  values = builtins.mapAttrs (key: row: table.${key} or row.default) schema;
  isReason = reason: isString reason && match "[[:space:]]*" reason == null;
  unreasoned = filter (module: !isReason values.skip.${module}) (attrNames values.skip);
in
if unknown != [ ] then
  unknownWord {
    inherit file;
    what = "key in [tool.wheelpin.test]";
    word = head unknown;
    known = attrNames schema;
  }
else if wrong != [ ] then
  let
    key = head wrong;
  in
  fail {
    inherit file;
    mistake = "[tool.wheelpin.test] ${key} must be ${schema.${key}.what}";
    remedy = [ "Write, for example: ${key} = ${schema.${key}.example}" ];
  }
else if values.file != null && values.command != [ ] then
  fail {
    inherit file;
    mistake = "[tool.wheelpin.test] has a file and a command";
    remedy = [ "Leave out one of them." ];
  }
else if unreasoned != [ ] then
  fail {
    inherit file;
    mistake = "[tool.wheelpin.test.skip] ${head unreasoned} is skipped for no reason";
    remedy = [ "Say why: \"${head unreasoned}\" = \"WHY\"" ];
  }
else
  deepSeq values values

/**
  Checks `[tool.wheelpin]` against its schema: unknown keys, wrong types, unknown words. Keys that are
  absent come back as their default; what a word means is for others to say.

  # Type

  ```
  settings :: { file :: String; table :: AttrSet; } -> { KEY :: value; }
  ```

  Keys keep their spelling (`free-threaded`). `file` is for messages.

  # Example

  ```nix
  (settings { file = "pyproject.toml"; table = { free-threaded = true; }; }).free-threaded
  => true
  ```
*/
{
  checkSettings,
  fail,
  strings,
  testSettings,
  unknownWord,
}:
let
  inherit (builtins)
    all
    attrNames
    attrValues
    elem
    filter
    head
    isAttrs
    isBool
    isInt
    isList
    isString
    mapAttrs
    toJSON
    typeOf
    ;

  isStrings = value: isList value && all isString value;
  isStringTable = value: isAttrs value && all isString (attrValues value);

  boolean = default: {
    inherit default;
    check = isBool;
    what = "true or false";
    example = "true";
  };
  string = default: example: {
    inherit default;
    check = isString;
    what = "a string";
    example = toJSON example;
  };
  list = default: example: {
    inherit default;
    check = isStrings;
    what = "a list of strings";
    example = toJSON example;
  };
  perArch = example: {
    default = null;
    check = value: isString value || isStringTable value;
    what = "a string, or a table of strings by architecture";
    example = "${toJSON example.default}` or `{ default = ${toJSON example.default}, ${example.arch} = ${toJSON example.other} }";
  };
  table = {
    default = { };
    check = isAttrs;
    what = "a table";
    example = "{ }";
  };

  schema = {
    targets = list null [ "manylinux-x86_64" ];
    pythons = list null [ "3.13" ];
    abi3 = boolean null;
    free-threaded = boolean false;
    manylinux = perArch {
      default = "2_28";
      arch = "x86_64";
      other = "2_17";
    };
    musllinux = perArch {
      default = "1_2";
      arch = "x86_64";
      other = "1_2";
    };
    macos-deployment-target = perArch {
      default = "11.0";
      arch = "x86_64";
      other = "10.13";
    };
    features = list [ ] [ "fast" ];
    no-default-features = boolean false;
    all-features = boolean false;
    profile = string null "release";
    rust = string null "1.98.0";
    build-tools = list [ ] [ "cmake" ] // {
      words = [
        "cmake"
        "libclang"
        "ninja"
        "perl"
        "python"
      ];
    };
    macos-sdk = string null "sdk/MacOSX.sdk";
    extra-files = list [ ] [ "python/sample/template.py" ];
    toolchain = string "registry" "registry" // {
      words = [
        "nixpkgs"
        "registry"
      ];
    };
    source-date-epoch = {
      default = 315532800; # 1980-01-01T00:00:00Z, the earliest a wheel (zip) can hold
      check = value: isInt value && value >= 315532800;
      what = "a number of seconds since 1970, not before 1980 (a wheel cannot hold earlier times)";
      example = "315532800";
    };
    # Their own schemas follow below.
    check = table;
    test = table;
    registries = {
      default = { };
      check = isStringTable;
      what = "a table of addresses";
      example = "{ crates = \"https://mirror.example.org/crates\" }";
    };
  }
  // builtins.listToAttrs (
    map
      (name: {
        inherit name;
        value = table;
      })
      # For commands to come.
      [
        "changelog"
        "cost"
        "init"
        "publish"
        "release"
        "reproduce"
        "workflow"
      ]
  );

  nixTypes = {
    bool = "a boolean";
    int = "a number";
    float = "a number";
    list = "a list";
    null = "nothing";
    set = "a table";
    string = "a string";
  };
in
{ file, table }:
let
  unknown = filter (key: !(schema ? ${key})) (attrNames table);

  checked =
    key: option:
    let
      value = table.${key};
      words = if isList value then value else [ value ];
      wrong = filter (word: !elem word option.words) words;
    in
    if !option.check value then
      fail {
        inherit file;
        mistake = "[tool.wheelpin] ${key} must be ${option.what}, but is ${
          nixTypes.${typeOf value} or (typeOf value)
        }${if isInt value || isString value then " (${toJSON value})" else ""}";
        remedy = [ "Write, for example: `${key} = ${option.example}`" ];
      }
    else if option ? words && wrong != [ ] then
      unknownWord {
        inherit file;
        what = "word in [tool.wheelpin] ${key}";
        word = head wrong;
        known = option.words;
      }
    else
      value;
in
if unknown != [ ] then
  unknownWord {
    inherit file;
    what = "key in [tool.wheelpin]";
    word = head unknown;
    known = attrNames schema;
  }
else
  let
    values = mapAttrs (key: option: if table ? ${key} then checked key option else option.default) schema // {
      check = checkSettings {
        inherit file;
        table = if table ? check then checked "check" schema.check else { };
      };
      test = testSettings {
        inherit file;
        table = if table ? test then checked "test" schema.test else { };
      };
    };
  in
  # Every key is checked, whether or not anything asks for it.
  builtins.foldl' (result: key: builtins.seq values.${key} result) values (attrNames table)

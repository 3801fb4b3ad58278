/**
  Evaluates every test of the Nix library.

  A test file gives nested attribute sets whose leaves are `{ expr; expected; }`; a test's name is its
  path, `file.function.testFact`. Each function file of nix/ must have one.

  # Type

  ```
  { failures :: [ { name :: String; expected, actual :: JSON; } ]; count :: Int; report :: String; }
  ```

  `ci/test-eval` runs them: tests compare the trees that it lets trees.sh make ($WHEELPIN_TEST_TREES),
  and read files that others wrote to the store (`nix-instantiate --read-write-mode`). A test file is
  a function of the scope of a build host, and of `trees :: String (name in trees.sh) -> Path`.
*/
let
  inherit (builtins)
    attrNames
    concatLists
    concatStringsSep
    filter
    length
    match
    pathExists
    readDir
    toJSON
    ;
  scope = import ../. { system = "x86_64-linux"; } // {
    trees = name: /. + "${builtins.getEnv "WHEELPIN_TEST_TREES"}/${name}";
  };

  nixFiles = directory: filter (name: match ".*\\.nix" name != null) (attrNames (readDir directory));
  notTests = [
    "default.nix"
    "errors.nix"
  ];
  files = filter (name: !builtins.elem name notTests) (nixFiles ./.);

  isTest = value: value ? expr && value ? expected;
  flatten =
    name: value:
    if isTest value then
      [ (value // { inherit name; }) ]
    else
      concatLists (map (key: flatten "${name}.${key}" value.${key}) (attrNames value));

  everyFileHasTests = {
    name = "tests.testEveryFunctionFileHasTests";
    expr = filter (name: name != "default.nix" && !pathExists (./. + "/${name}")) (nixFiles ../.);
    expected = [ ];
  };

  tests = [
    everyFileHasTests
  ]
  ++ concatLists (
    map (
      file: flatten (builtins.head (match "(.*)\\.nix" file)) (import (./. + "/${file}") scope)
    ) files
  );

  failures = map (test: {
    inherit (test) name expected;
    actual = test.expr;
  }) (filter (test: test.expr != test.expected) tests);
in
{
  inherit failures;
  count = length tests;
  report = concatStringsSep "" (
    map (failure: ''
      FAILED ${failure.name}
        expected ${toJSON failure.expected}
        actual   ${toJSON failure.actual}
    '') failures
    ++ [ "${toString (length tests - length failures)} ${toString (length failures)}\n" ]
  );
}

{ system, shell }:

/**
  A derivation that runs a shell script with the pinned shell and nothing else.

  `script` is a file. `tools` are directories put on PATH (their bin/). All
  other attributes become environment variables, as with `derivation`.
  The script gets `-eu -o pipefail`.

  # Type
  run :: { name :: String, script :: Path, tools ? [ Path ], ... } -> Derivation

  # Example
  run { name = "hello"; script = ./hello.sh; greeting = "hi"; }
*/
{ name, script, tools ? [ ], ... }@args:
derivation (
  builtins.removeAttrs args [ "script" "tools" ]
  // {
    inherit name system;
    builder = "${shell}/bin/sh";
    args = [ "-eu" "-o" "pipefail" script ];
    PATH = builtins.concatStringsSep ":" (map (tool: "${tool}/bin") (tools ++ [ shell ]));
  }
)

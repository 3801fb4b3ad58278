/**
  The errors a person meets, each as the call that brings it about and what its message must hold: the
  file, the mistake, the remedy. The cases are in errors/, by topic, beside the trees. `ci/test-eval` runs
  them, since a message cannot be caught inside the language.

  # Type

  ```
  { cases :: { NAME :: { run :: a; holds :: [String]; }; }; index :: String; }
  ```

  `index` is one line per case, its name and then what its message must hold, separated by tabs.
*/
let
  scope = import ../. { };
  project =
    name: config:
    scope.project {
      src = ./errors + "/${name}";
      inherit config;
    };
  plan =
    name: config:
    let
      config' = project name config;
    in
    builtins.length (scope.plan config');
  case = run: holds: { inherit run holds; };
  tree = name: case (plan name { });
  plain = config: case (plan "plain" config);

  # For what makes derivations.
  native = import ../. { system = "x86_64-linux"; };

  helpers = {
    inherit
      scope
      native
      project
      case
      tree
      plain
      ;
  };
  # A name is given once, as within one set.
  cases =
    builtins.zipAttrsWith
      (
        _name: found:
        assert builtins.length found == 1;
        builtins.head found
      )
      [
        (import ./errors/projects.nix helpers)
        (import ./errors/settings.nix helpers)
        (import ./errors/derivations.nix helpers)
      ];
in
{
  inherit cases;
  index = builtins.concatStringsSep "" (
    map (name: "${builtins.concatStringsSep "\t" ([ name ] ++ cases.${name}.holds)}\n") (
      builtins.attrNames cases
    )
  );
}

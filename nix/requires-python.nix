/**
  Parses `requires-python` (PEP 440 version specifiers) into a question about minor versions.

  A minor version is allowed when some release of it is: `>=3.9.1` allows 3.9, `<3.13` does not allow
  3.13. Wheels say nothing about micro versions, so this is as fine as a plan can be.

  Gives `null` for text that is not a list of specifiers.

  # Type

  ```
  requiresPython :: String -> null | {
    allows, matches :: Int -> Bool; floor :: Int | null; text :: String;
  }
  ```

  `allows` takes the minor of Python 3, `matches` asks for its release .0 alone (as maturin does for
  conditional features), `floor` is the lowest one allowed (`null`: none is).

  # Example

  ```nix
  (requiresPython ">=3.11, !=3.12.*").allows 12
  => false
  ```
*/
{ strings }:
text:
let
  inherit (builtins)
    all
    any
    concatMap
    elem
    elemAt
    filter
    genList
    head
    length
    match
    ;

  int = digits: builtins.fromJSON (elemAt (match "0*([0-9]+)" digits) 0);

  # Pre-release and post-release parts do not decide between minor versions.
  parseClause =
    clause:
    let
      groups = match "(~=|===|==|!=|<=|>=|<|>)[[:space:]]*v?([0-9]+(\\.[0-9]+)*)(\\.?(a|b|rc|dev|post)[0-9]*)*(\\.[*])?" (
        strings.trim clause
      );
    in
    if groups == null then
      null
    else
      {
        operator = elemAt groups 0;
        release = map int (strings.split "." (elemAt groups 1));
        wildcard = elemAt groups 5 != null;
      };

  clauses = map parseClause (
    filter (clause: strings.trim clause != "") (strings.split "," text)
  );

  part = release: index: if index < length release then elemAt release index else 0;
  take = count: list: genList (elemAt list) count;

  compare =
    a: b: index:
    if index == 3 then
      0
    else if part a index < part b index then
      -1
    else if part a index > part b index then
      1
    else
      compare a b (index + 1);

  startsWith = prefix: release: take (length prefix) (release ++ [ 0 0 0 ]) == prefix;

  satisfies =
    release: clause:
    let
      order = compare release clause.release 0;
      equal = if clause.wildcard then startsWith clause.release release else order == 0;
    in
    {
      "==" = equal;
      "===" = equal;
      "!=" = !equal;
      ">=" = order >= 0;
      "<=" = order <= 0;
      ">" = order > 0;
      "<" = order < 0;
      "~=" = order >= 0 && startsWith (take (length clause.release - 1) clause.release) release;
    }
    .${clause.operator};

  # The micro versions at which some clause changes its mind.
  micros = [
    0
    99
  ]
  ++ concatMap (
    clause:
    let
      micro = part clause.release 2;
    in
    [
      micro
      (micro + 1)
    ]
    ++ (if micro > 0 then [ (micro - 1) ] else [ ])
  ) clauses;

  allows = minor: any (micro: all (satisfies [ 3 minor micro ]) clauses) micros;
  matches = minor: all (satisfies [ 3 minor 0 ]) clauses;
  allowed = filter allows (genList (minor: minor) 64);
in
if elem null clauses then
  null
else
  {
    inherit allows matches text;
    floor = if allowed == [ ] then null else head allowed;
  }

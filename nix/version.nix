/**
  Normalises a version as PEP 440 (section "Normalization") asks; gives `null` for what is none.

  maturin reads the SemVer of `Cargo.toml` with the same parser as a Python version
  (`Metadata24::from_cargo_toml`), so `1.0.0-rc.1` becomes `1.0.0rc1`, and SemVer pre-releases that
  mean nothing to PEP 440 (`1.0.0-nightly`) are refused by both.

  # Type

  ```
  version :: String -> String | null
  ```

  # Example

  ```nix
  version "1.0.0-alpha.2+build.07"
  => "1.0.0a2+build.7"
  ```
*/
{ strings }:
text:
let
  inherit (builtins) concatStringsSep elemAt match;

  # Groups, from 0: 1 epoch, 2 release, 5 and 6 pre, 8 implicit post, 10 post, 12 dev, 14 local.
  pattern = concatStringsSep "" [
    "v?(([0-9]+)!)?([0-9]+(\\.[0-9]+)*)"
    "([-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?([0-9]*))?"
    "(-([0-9]+)|[-_.]?(post|rev|r)[-_.]?([0-9]*))?"
    "([-_.]?dev[-_.]?([0-9]*))?"
    "([+]([a-z0-9]+([-_.][a-z0-9]+)*))?"
  ];
  groups = match pattern (strings.lower (strings.trim text));
  group = elemAt groups;

  number =
    digits:
    let
      stripped = elemAt (match "0*([0-9]*)" digits) 0;
    in
    if stripped == "" then "0" else stripped;

  preTags = {
    alpha = "a";
    beta = "b";
    c = "rc";
    pre = "rc";
    preview = "rc";
  };
  localPart = part: if match "[0-9]+" part == null then part else number part;

  epoch = if group 1 == null || number (group 1) == "0" then "" else "${number (group 1)}!";
  release = concatStringsSep "." (map number (strings.split "." (group 2)));
  pre = if group 4 == null then "" else "${preTags.${group 5} or (group 5)}${number (group 6)}";
  post =
    if group 7 == null then
      ""
    else if group 8 != null then
      ".post${number (group 8)}"
    else
      ".post${number (group 10)}";
  dev = if group 11 == null then "" else ".dev${number (group 12)}";
  local =
    if group 13 == null then
      ""
    else
      "+"
      + concatStringsSep "." (
        map localPart (strings.split "." (builtins.replaceStrings [ "-" "_" ] [ "." "." ] (group 14)))
      );
in
if groups == null then null else "${epoch}${release}${pre}${post}${dev}${local}"

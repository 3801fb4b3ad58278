{ registries }:

/**
  Fetch one pinned file from its registry.

  A fixed-output derivation of Nix's own fetcher: it needs no shell and no
  network beyond the registry, and its store path follows from name and hash
  alone, so a mirror (other base address) gives the same path.

  # Type
  fetch :: { registry :: String, path :: String, sha256 :: String (hex), ... } -> Derivation

  # Example
  fetch { registry = "crates"; path = "itoa/itoa-1.0.15.crate"; sha256 = "4a5f13b8…"; }
*/
pin:
let
  base = registries.bases.${pin.registry};
  sanitize = builtins.replaceStrings [ "%2b" "%2B" "~" ] [ "-" "-" "-" ];
  name = sanitize (pin.name or (baseNameOf pin.path));
  url = "${base}/${pin.path}";
in
derivation {
  inherit name url;
  builder = "builtin:fetchurl";
  system = "builtin";
  outputHashMode = "flat";
  outputHashAlgo = "sha256";
  outputHash = pin.sha256;
  executable = false;
  unpack = false;
  preferLocalBuild = true;
  urls = [ url ];
  impureEnvVars = [ "http_proxy" "https_proxy" "ftp_proxy" "all_proxy" "no_proxy" ];
}

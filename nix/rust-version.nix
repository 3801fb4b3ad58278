/**
  The Rust to build with, as a version key of the pins.

  In this order: `[tool.wheelpin] rust`; `rust-toolchain` or `rust-toolchain.toml` in the project's
  directory, the crate's, or one above (rustup's rule, the first name wins); the pins' default.
  `stable` means the default, `1.98` the newest pinned 1.98.x, `beta` and `nightly` the newest pinned
  ones: a channel that moves would not be reproducible. With the nixpkgs toolchain (`isPinned = false`)
  the channel stays as it is written, but for `stable`: the locked rust-overlay knows what it means.

  # Type

  ```
  rustVersion :: {
    src :: Path; directories :: [String]; file :: String; stated :: String | null;
    isPinned :: Bool ? true;
  } -> String
  ```

  `file` is the pyproject.toml, for messages.

  # Example

  ```nix
  rustVersion { src = ./.; directories = [ "" ]; file = "pyproject.toml"; stated = null; }
  => "1.98.0"
  ```
*/
{
  fail,
  nearest,
  readToml,
  relativePath,
  rustChannels,
  strings,
}:
{
  src,
  directories,
  file,
  stated,
  isPinned ? true,
}:
let
  inherit (builtins)
    compareVersions
    concatMap
    elem
    elemAt
    filter
    head
    match
    pathExists
    readFile
    sort
    ;

  withParents =
    directory:
    if directory == null then [ ] else [ directory ] ++ withParents (relativePath directory "..");
  files = filter (path: pathExists (src + "/${path}")) (
    concatMap (directory: [
      (relativePath directory "rust-toolchain")
      (relativePath directory "rust-toolchain.toml")
    ]) (concatMap withParents directories)
  );
  toolchainFile = head files;

  toolchain =
    let
      text = readFile (src + "/${toolchainFile}");
    in
    # The old form of the file is the bare channel.
    if !strings.hasSuffix ".toml" toolchainFile && match "[^=]*" text != null then
      { channel = strings.trim text; }
    else
      (readToml src toolchainFile).toolchain or { };

  source = if stated != null then file else toolchainFile;
  channel =
    if stated != null then
      stated
    else if files == [ ] then
      "stable"
    else
      toolchain.channel or "stable";

  # rustup lets a host triple follow the channel; the host is not the project's to choose.
  plain =
    let
      groups = match "((stable|beta|nightly|[0-9.]+)(-[0-9]{4}-[0-9]{2}-[0-9]{2})?)(-.*)?" channel;
    in
    if groups == null then channel else elemAt groups 0;

  newestOf =
    prefix:
    let
      fitting = sort (a: b: compareVersions a b > 0) (
        filter (known: strings.hasPrefix prefix known) rustChannels.known
      );
    in
    if fitting == [ ] then null else head fitting;

  found =
    if plain == "stable" then
      rustChannels.default
    else if !isPinned then
      if match "[0-9]+[.][0-9]+([.][0-9]+)?|(beta|nightly)(-[0-9-]+)?" plain == null then null else plain
    else if elem plain rustChannels.known then
      plain
    else if plain == "beta" || plain == "nightly" then
      newestOf "${plain}-"
    else if match "[0-9]+\\.[0-9]+" plain != null then
      newestOf "${plain}."
    else
      null;
in
if stated == null && files != [ ] && toolchain ? path then
  fail {
    file = toolchainFile;
    mistake = "[toolchain] path names a Rust of this machine, which no other can build with";
    remedy = [ "Name a channel: channel = \"${rustChannels.default}\"" ];
  }
else if found == null then
  fail {
    file = source;
    mistake =
      if isPinned then "Rust ${channel} is not among wheelpin's pins" else "Rust ${channel} is no channel";
    remedy =
      let
        suggestion = nearest rustChannels.known plain;
      in
      (if suggestion == null then [ ] else [ "Did you mean \"${suggestion}\"?" ])
      ++ [
        "Pinned: ${strings.quoted rustChannels.known}."
        "To build with another than the file says, write in pyproject.toml:"
        ""
        "  [tool.wheelpin]"
        "  rust = \"${rustChannels.default}\""
      ];
  }
else
  found

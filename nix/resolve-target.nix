/**
  A target's row with a project's platform levels worked out: the wheel's platform tag as maturin 1.16
  writes it, and what the linker is told.

  Tags inside one compressed set are sorted by their bytes, as maturin does since 1.16
  (`target/wheel_tag.rs`): `manylinux2014_x86_64.manylinux_2_17_x86_64`.

  # Type

  ```
  resolveTarget :: {
    file :: String;                                  # for messages
    manylinux, musllinux, macosDeploymentTarget :: String | { default, ARCH :: String; } | null;
    rust :: String | null;                           # whose standard library must exist
  } -> String -> target
  ```

  Adds to the row: `compatibility`, `platformTag`, `platformTags` (its parts), `level`, `floor`,
  `deploymentTarget`, `deploymentTargets` and `zigTargets` (both by Rust triple), `zigTarget`.

  # Example

  ```nix
  (resolveTarget { file = "pyproject.toml"; manylinux = "2_17"; } "manylinux-aarch64").platformTag
  => "manylinux2014_aarch64.manylinux_2_17_aarch64"
  ```
*/
{
  fail,
  platformLevels,
  rustStdTriples,
  strings,
  targets,
  unknownWord,
}:
{
  file,
  manylinux ? null,
  musllinux ? null,
  macosDeploymentTarget ? null,
  rust ? null,
}:
name:
let
  inherit (builtins)
    attrNames
    compareVersions
    concatStringsSep
    elem
    elemAt
    filter
    hasAttr
    head
    isString
    listToAttrs
    match
    sort
    ;

  row =
    targets.${name} or (unknownWord {
      inherit file;
      what = "target in [tool.wheelpin] targets";
      word = name;
      known = attrNames targets;
    });
  inherit (row) arch;

  dots = builtins.replaceStrings [ "_" ] [ "." ];
  underscores = builtins.replaceStrings [ "." ] [ "_" ];
  below = a: b: compareVersions (dots a) (dots b) < 0;

  # A setting is one value for all, or a table by architecture with an optional default.
  settingFor =
    key: setting: arch:
    if setting == null || isString setting then
      setting
    else
      let
        known = [ "default" ] ++ archesOf.${key};
        unknown = filter (name: !elem name known) (attrNames setting);
      in
      if unknown != [ ] then
        unknownWord {
          inherit file known;
          what = "architecture in [tool.wheelpin.${key}]";
          word = head unknown;
        }
      else
        setting.${arch} or setting.default or null;
  archesOf =
    let
      arches = wanted: map (name: targets.${name}.arch) (filter wanted (attrNames targets));
    in
    {
      manylinux = arches (name: targets.${name}.libc == "gnu");
      musllinux = arches (name: targets.${name}.libc == "musl");
      macos-deployment-target = arches (name: targets.${name}.os == "macos");
    };

  readLevel =
    {
      key,
      setting,
      known,
      floor,
      fallback,
    }:
    let
      plain = strings.removePrefix "${key}_" (settingFor key setting arch);
      level = underscores (platformLevels.aliases.${plain} or plain);
    in
    if settingFor key setting arch == null then
      if below fallback floor then floor else fallback
    else if !elem level known then
      unknownWord {
        inherit file;
        what = "level in [tool.wheelpin] ${key}";
        word = plain;
        known = filter (level: !below level floor) known;
      }
    else if below level floor then
      fail {
        inherit file;
        mistake = "${key}_${level} is below what ${name} allows, ${key}_${floor}";
        remedy = [
          "Rust's standard library for ${row.triple} needs at least ${key}_${floor}. Write, in [tool.wheelpin]:"
          ""
          "  ${key} = \"${floor}\""
          ""
          "or raise it for this architecture only:"
          ""
          "  ${key} = { default = \"${level}\", ${arch} = \"${floor}\" }"
        ];
      }
    else
      level;

  linux =
    let
      isGnu = row.libc == "gnu";
      family = if isGnu then "manylinux" else "musllinux";
      floor = if isGnu then platformLevels.manylinuxFloor.${arch} else platformLevels.musllinuxFloor;
      level = readLevel {
        key = family;
        setting = if isGnu then manylinux else musllinux;
        known = platformLevels.${family};
        fallback = if isGnu then "2_28" else "1_2";
        inherit floor;
      };
      legacy =
        if isGnu && hasAttr level platformLevels.legacyTags then
          [ "${platformLevels.legacyTags.${level}}_${arch}" ]
        else
          [ ];
    in
    {
      inherit floor level;
      compatibility = "${family}_${level}";
      platformTags = legacy ++ [ "${family}_${level}_${arch}" ];
      zigTarget = "${row.zigArch}-linux-${row.zigAbi}${if isGnu then ".${dots level}" else ""}";
    };

  macos =
    let
      key = "macos-deployment-target";
      readTarget =
        setting: arch:
        let
          floor = platformLevels.macosFloor.${arch};
          groups = match "([0-9]+)([._]([0-9]+))?" setting;
          text = "${elemAt groups 0}.${if elemAt groups 2 == null then "0" else elemAt groups 2}";
        in
        if setting == null then
          floor
        else if groups == null then
          fail {
            inherit file;
            mistake = "[tool.wheelpin] ${key} is \"${setting}\", which is no macOS version";
            remedy = [ "Write, for example: ${key} = \"${floor}\"" ];
          }
        else if below text floor then
          # One value for both architectures may be Intel's; a table means what it says.
          if isString macosDeploymentTarget || arch != row.arch then
            floor
          else
            fail {
              inherit file;
              mistake = "macOS ${text} is below what ${name} allows, ${floor}";
              remedy = [ "Write, in [tool.wheelpin]: ${key} = { ${arch} = \"${floor}\" }" ];
            }
        else if builtins.fromJSON (elemAt groups 0) >= 11 && elemAt groups 2 != null && match "0+" (elemAt groups 2) == null then
          fail {
            inherit file;
            mistake = "[tool.wheelpin] ${key} is \"${setting}\", which no wheel can be tagged with: pip knows macOS 11 and later by their major version";
            remedy = [ "Write ${key} = \"${elemAt groups 0}.0\", or the next major version." ];
          }
        else
          text;
      perArch = arch: readTarget (settingFor key macosDeploymentTarget row.arch) arch;
      targetOf = {
        x86_64-apple-darwin = perArch "x86_64";
        aarch64-apple-darwin = perArch "arm64";
      };
      # pip looks for minor version 0 only, from macOS 11 on.
      tagVersion =
        version:
        let
          groups = match "([0-9]+)\\.([0-9]+)" version;
          major = builtins.fromJSON (elemAt groups 0);
        in
        if major >= 11 then "${toString major}_0" else underscores version;
      x86_64 = tagVersion targetOf.x86_64-apple-darwin;
      arm64 = tagVersion targetOf.aarch64-apple-darwin;
      deploymentTargets = listToAttrs (
        map (triple: {
          name = triple;
          value = targetOf.${triple};
        }) row.triples
      );
      zigTargets = builtins.mapAttrs (
        triple: version: "${head (strings.split "-" triple)}-macos.${version}-none"
      ) deploymentTargets;
    in
    {
      inherit deploymentTargets zigTargets;
      deploymentTarget = deploymentTargets.${head row.triples};
      zigTarget = zigTargets.${head row.triples};
      platformTags =
        {
          x86_64 = [ "macosx_${x86_64}_x86_64" ];
          arm64 = [ "macosx_${arm64}_arm64" ];
          universal2 = [
            "macosx_${x86_64}_universal2"
            "macosx_${x86_64}_x86_64"
            "macosx_${arm64}_arm64"
          ];
        }
        .${arch};
    };

  windows = {
    platformTags = [ row.windowsTag ];
    zigTarget = "${row.zigArch}-windows-${row.zigAbi}";
  };

  missingStd =
    if rust == null then
      filter (triple: elem triple tierThree) row.triples
    else
      filter (triple: !elem triple (rustStdTriples rust)) row.triples;
  # Rows of `targets` that Rust compiles for but publishes no standard library of.
  tierThree = [ "s390x-unknown-linux-musl" ];

  facts =
    {
      inherit linux macos windows;
    }
    .${row.os};
  resolved = {
    compatibility = null;
    deploymentTarget = null;
    deploymentTargets = { };
    floor = null;
    level = null;
  }
  // row
  // {
    zigTargets = {
      ${row.triple} = facts.zigTarget;
    };
  }
  // facts;
in
if missingStd != [ ] then
  fail {
    inherit file;
    mistake = "target ${name} cannot be built: Rust ${if rust == null then "" else "${rust} "}has no standard library for ${head missingStd}";
    remedy = [
      "Take \"${name}\" out of targets in [tool.wheelpin]."
      "Only targets of Rust's tiers 1 and 2 have one, and not in every version: another pinned"
      "version may, `rust = \"…\"` in [tool.wheelpin]."
    ];
  }
else
  resolved // { platformTag = concatStringsSep "." (sort builtins.lessThan resolved.platformTags); }

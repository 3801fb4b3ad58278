{ system, pins, fetch }:

/**
  Static 7-Zip, the first program of the toolchain: unpacked by Nix itself
  (builtin:unpack-channel keeps exec bits and needs no shell), it can then be
  the whole builder of a derivation.

  # Type
  sevenZip :: String  (path of the executable)
*/
let
  architecture = { x86_64-linux = "x64"; aarch64-linux = "arm64"; }.${system};
  unpacked = derivation {
    name = "wheelpin-7zip-${pins.common.sevenzip.version}";
    builder = "builtin:unpack-channel";
    system = "builtin";
    src = fetch pins.common.sevenzip;
    channelName = "7zip";
    preferLocalBuild = true;
  };
in
"${unpacked}/7zip/linux/${architecture}/7zzs"

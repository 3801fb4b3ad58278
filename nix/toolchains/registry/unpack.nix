{ run, fetch, sevenZip }:

/**
  Unpack pinned archives (wheels, Debian packages, tarballs) over each other
  into one tree.

  # Type
  unpack :: { name :: String, pins :: [ Pin ], strip ? Int, keep ? [ String ] } -> Derivation

  # Example
  unpack { name = "zig"; pins = [ files.ziglang ]; }
*/
{ name, pins, strip ? 0, select ? "." }:
run {
  name = "wheelpin-${name}";
  script = ./unpack.sh;
  inherit sevenZip strip select;
  archives = map fetch pins;
}

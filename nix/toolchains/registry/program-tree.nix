{ files, fetch, run, sevenZip, shell, libc, tools, binSh }:

/**
  Pinned archives as one tree whose programs run with the pinned libc and shell.

  `programs` are paths of ELF programs and of libraries without `/bin/` in the unpacked tree, relative to
  it; `links` become bin/NAME, which is a script when the program must always be started with `arguments`.
  `libraries` are directories in it that programs look for libraries in; `drop` is not needed to run them.

  # Type
  programTree :: {
    name :: String, pins, programs, libraries :: [ String ], links :: { NAME :: String } ? { },
    arguments :: String ? "", drop :: [ String ] ? [ ],
  } -> Derivation

  # Example
  programTree { name = "make-4.3"; pins = [ "make" ]; programs = [ "usr/bin/make" ]; libraries = [ ]; links.make = "../usr/bin/make"; }
*/
{ name, pins, programs, libraries, links ? { }, arguments ? "", drop ? [ ] }:
run {
  name = "wheelpin-${name}";
  script = ./build-tools.sh;
  unpack = ./unpack.sh;
  inherit shell sevenZip programs arguments drop binSh libraries;
  inherit (tools) patchelf;
  inherit (libc) loader path;
  archives = map (pin: fetch files.${pin}) pins;
  strip = 0;
  select = ".";
  linkNames = builtins.attrNames links;
  linkTargets = builtins.attrValues links;
}

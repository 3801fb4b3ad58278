{ pkgs }:

/**
  The shell and core utilities of every build: bash and GNU's, as one tree with `bin/sh`.

  # Type
  shell :: Derivation
*/
pkgs.symlinkJoin {
  name = "wheelpin-shell";
  paths = with pkgs; [ bash coreutils diffutils findutils gawk gnugrep gnused gnutar gzip ];
  postBuild = ''
    if [ ! -e "$out/bin/sh" ]; then ln -s bash "$out/bin/sh"; fi
  '';
}

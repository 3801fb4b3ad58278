{ system, files, fetch, sevenZip }:

/**
  The shell and core utilities of every build: Debian's static busybox with
  one link per applet in bin/.

  # Type
  shell :: Derivation
*/
let
  seven = name: source: derivation {
    inherit name system;
    builder = sevenZip;
    args = [ "x" "-y" "-bso0" "-bsp0" "-o${placeholder "out"}" source ];
  };
  # A .deb in two steps: 7-Zip gives the outer archive's data.tar first.
  data = seven "busybox-data" (fetch files.busybox-static);
  root = seven "busybox-root" "${data}/data.tar";
in
derivation {
  name = "wheelpin-shell";
  inherit system;
  # 7-Zip keeps the exec bits that the package's tar carries.
  builder = "${root}/bin/busybox";
  args = [
    "sh"
    "-euc"
    ''
      b=${root}/bin/busybox
      $b mkdir -p "$out/bin"
      $b cp $b "$out/bin/busybox"
      for applet in $($b --list); do
        test "$applet" = busybox || $b ln -s busybox "$out/bin/$applet"
      done
    ''
  ];
}

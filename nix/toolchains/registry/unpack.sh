# Unpack $archives over each other into $out; see unpack.nix.
mkdir -p "$out"
for archive in $archives; do
  work=$NIX_BUILD_TOP/unpack
  rm -rf "$work"
  mkdir "$work"
  case $archive in
    *.deb)
      "$sevenZip" x -y -bso0 -bsp0 -o"$work" "$archive"
      tar -x -C "$out" -f "$work/data.tar" "$select"
      ;;
    *.whl)
      "$sevenZip" x -y -bso0 -bsp0 -o"$out" "$archive"
      ;;
    *.tar.xz)
      "$sevenZip" x -so -bsp0 "$archive" | tar -x -C "$out" --strip-components "$strip" -f -
      ;;
    *.crate | *.tar.gz | *.tgz)
      tar -x -z -C "$out" --strip-components "$strip" -f "$archive"
      ;;
    *)
      echo "wheelpin: $archive: no way known to unpack this kind of archive" >&2
      exit 1
      ;;
  esac
done
# Installer bookkeeping of Rust's tarballs: the same path in each of them.
rm -f "$out/manifest.in"

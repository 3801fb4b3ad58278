# Pack one wheel and look at what it holds; see wheel.nix.
. "$environment"
export WHEELPIN_STAGE=wheel

cp -r "$compiled/target/." "$top/target/"
cp -r "$compiled/messages/." "$top/messages/"
cp -r "$wheelSource" "$top/source"
chmod -R u+w "$top/source" "$top/target"
if [ -n "$pyproject" ]; then cp "$pyproject" "$top/source/$projectDir/pyproject.toml"; fi

pack() {
  run_maturin "$@" >"$top/maturin.log" 2>&1 || {
    cat "$top/maturin.log" >&2
    exit 1
  }
}
look() {
  rm -rf "$top/look"
  "$sevenZip" x -y -bso0 -bsp0 -o"$top/look" "$top"/wheels/*.whl
}

pack
look
# The SBOM names path dependencies by where they were. maturin packs a corrected
# copy in place of its own.
if [ -n "$withoutSboms" ] && grep -r -l -F -e "file://$top/source" "$top/look"/*.dist-info/sboms >"$top/named" 2>/dev/null; then
  # maturin takes only files of the project.
  sboms=$top/source/$projectDir/.wheelpin-sboms
  mkdir "$sboms"
  set --
  for sbom in "$top/look"/*.dist-info/sboms/*; do
    sed "s#file://$top/source#file:///source#g" "$sbom" >"$sboms/${sbom##*/}"
    set -- "$@" --sbom-include "$sboms/${sbom##*/}"
  done
  cp -f "$withoutSboms" "$top/source/$projectDir/pyproject.toml"
  rm -rf "$top/wheels" "$top/target"
  mkdir "$top/target"
  cp -r "$compiled/target/." "$top/target/"
  chmod -R u+w "$top/target"
  pack "$@"
fi

built=$(ls "$top/wheels")
if [ "$built" != "$file" ]; then
  echo "wheelpin: the plan says $file but maturin made: $built" >&2
  cat "$top/maturin.log" >&2
  exit 1
fi

mkdir -p "$out"
cp "$top/wheels/$file" "$out/"

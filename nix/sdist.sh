# Make the source distribution; see sdist.nix.
. "$environment"
export WHEELPIN_STAGE=sdist
cp -r "$wheelSource" "$top/source"
chmod -R u+w "$top/source"
# In a tree that was unpacked from an sdist: maturin writes it anew.
rm -f "$top/source/$projectDir/PKG-INFO"
(cd "$top/source/$projectDir" && "$maturin" sdist --out "$top/sdist") >"$top/maturin.log" 2>&1 || {
  cat "$top/maturin.log" >&2
  exit 1
}
built=$(ls "$top/sdist")
if [ "$built" != "$file" ]; then
  echo "wheelpin: the plan says $file but maturin made: $built" >&2
  exit 1
fi
mkdir -p "$out"
cp "$top/sdist/$file" "$out/"

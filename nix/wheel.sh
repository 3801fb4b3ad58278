# Pack one wheel and look at what it holds; see wheel.nix.
. "$environment"
export WHEELPIN_STAGE=wheel

cp -r "$compiled/target/." "$top/target/"
cp -r "$compiled/messages/." "$top/messages/"
cp -r "$wheelSource" "$top/source"
chmod -R u+w "$top/source" "$top/target"

run_maturin >"$top/maturin.log" 2>&1 || {
  cat "$top/maturin.log" >&2
  exit 1
}

built=$(ls "$top/wheels")
if [ "$built" != "$file" ]; then
  echo "wheelpin: the plan says $file but maturin made: $built" >&2
  cat "$top/maturin.log" >&2
  exit 1
fi

# No wheel tells where it was built.
mkdir "$top/look"
"$sevenZip" x -y -bso0 -bsp0 -o"$top/look" "$top/wheels/$file"
leaks=
for word in /nix/store "$top/" /homeless-shelter "$top/home" wheelpin-stub; do
  if hits=$(cd "$top/look" && grep -r -l -F -e "$word" .); then
    leaks="$leaks
  $word in: $(echo $hits)"
    (cd "$top/look" && for hit in $hits; do strings "$hit" | grep -F -e "$word" | head -3; done) >&2
  fi
done
if [ -n "$leaks" ]; then
  echo "wheelpin: $file holds paths of the build:$leaks" >&2
  exit 1
fi

mkdir -p "$out"
cp "$top/wheels/$file" "$out/"

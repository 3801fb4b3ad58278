# A test of smoke.nix that did not pass is a failure.
if grep -q '"outcome": "passed"' "$tried/$label/result.json"; then
  mkdir "$out"
  cp "$tried/$label/result.json" "$out/"
  exit 0
fi
cat "$tried/$label/words" >&2
echo "wheelpin: smoke test failed: $file in Python $python" >&2
exit 1

# Install one wheel in one Python, import it and run the project's own test; see smoke.nix.
mkdir "$NIX_BUILD_TOP/smoke" "$out"
cd "$NIX_BUILD_TOP/smoke"
code=0
# shellcheck disable=SC2086 # a list of words
$supervisor -I -B "$harness/harness.py" "$requestPath" >words || code=$?
if [ "$code" = 0 ]; then
  cat words
  mv result.json "$out/"
  exit 0
fi
cat words >&2
echo "wheelpin: smoke test failed: $file in Python $python" >&2
exit 1

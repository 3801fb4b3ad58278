# Install one wheel in one Python, import it and run the project's own test; see smoke.nix.
mkdir -p "$NIX_BUILD_TOP/smoke" "$out/$label"
cd "$NIX_BUILD_TOP/smoke"
# shellcheck disable=SC2086 # a list of words
$supervisor -I -B "$harness/harness.py" "$requestPath" >words || :
cat words
# Where there is no result, the harness itself is at fault.
mv result.json words "$out/$label/"

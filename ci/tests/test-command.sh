#!/usr/bin/env bash
# `wheelpin test` with a project's own test suite: rpds-py's, of its sdist, in every Python of this
# machine that there is a wheel for.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
command -v cargo >/dev/null || fail "there is no cargo: install Rust (rustup)"
cache=$("$root/ci/setup")
versions=(3.11 3.12 3.13)
(cd "$root" && cargo build --quiet --locked --package wheelpin)
wheelpin=${CARGO_TARGET_DIR:-$root/target}/debug/wheelpin
cd "$work"

"$root/ci/customer" rpds-py source
mkdir project
cp -r result-rpds-py/tests project/tests
chmod -R u+w project
pythons=$(printf '"%s", ' "${versions[@]}")
arch=$(uname -m)
export CUSTOMER_CONFIG="{\"targets\": [\"manylinux-$arch\"], \"pythons\": [${pythons%, }]}"
"$root/ci/customer" rpds-py wheels
mkdir project/dist
cp result-rpds-py/*.whl project/dist/
equal "wheels" ${#versions[@]} "$(find project/dist -name '*.whl' | wc -l)"

# Filled once, with the network; the tests have none.
wheelhouse=$cache/test-command
if ! cmp -s "$root/ci/tests/test-command.txt" "$wheelhouse/done"; then
  rm -rf "$wheelhouse"
  "$cache/peers/bin/pip" download --quiet --disable-pip-version-check --only-binary :all: --no-deps --require-hashes \
    --dest "$wheelhouse" --requirement "$root/ci/tests/test-command.txt"
  cp "$root/ci/tests/test-command.txt" "$wheelhouse/done"
fi
cat >project/pyproject.toml <<TOML
[tool.wheelpin.test]
command = ["python", "-m", "pytest", "tests", "-q"]
requirements = ["pytest>=9.0.1", "pytest-run-parallel>=0.7.1"]
wheelhouse = "$wheelhouse"
TOML

cd project
"$wheelpin" test --json >../events || fail "a wheel does not pass: $(tail -n 1 ../events)"

# What the suite says is heard.
echo 'def test_wrong(): assert not "rpds"' >tests/test_wrong.py
status=0
"$wheelpin" test >../words 2>&1 || status=$?
equal "the exit code for a suite that fails" 1 "$status"
grep -q 'tests/test_wrong.py::test_wrong' ../words || fail "the output does not name the test that failed:
$(cat ../words)"

# Every wheel passed with the own test in its own Python and no other, wherever that is here.
tail -n 1 ../events | python3 -c '
import json, sys

versions = sys.argv[1:]
ran = []
for file in json.load(sys.stdin)["files"]:
    (test,) = file["tests"]
    assert file["file"].split("-")[2] == test["python"], file
    if test["outcome"] == "not-run":
        print("not run:", file["file"], test["reason"])
        continue
    assert test["outcome"] == "passed" and test["ownTest"], test
    assert "cp3" + test["release"].split(".")[1] == test["python"], test
    ran.append(test["release"])
assert ran, "none of the Pythons is here"
print("the test suite of rpds-py passes in Python", *sorted(ran), "of", *versions)
' "${versions[@]}"

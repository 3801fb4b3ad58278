#!/usr/bin/env bash
# A wheel with an error does not come out of the build, and can be looked at; with
# the reason why the error does not matter it comes out, and nothing is packed again.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
config='{"targets": ["manylinux-'$(uname -m)'"]}'
tree() { "$root/ci/tree" --config "$config" --out "$work/result" "$work/project" "$@"; }
# part PLAN KEY: a value of a plan's cell.
part() { tr ',' '\n' <<<"$1" | sed -n 's/.*"'"$2"'":"\([^"]*\)".*/\1/p' | head -n 1; }
# refused OUTPUT: building it fails, and says which rule.
refused() {
  if tree "$1" 2>"$work/error"; then fail "$1 is built although its check finds an error"; fi
  grep -q 'error: .*\[classifier-unknown\]' "$work/error" || fail "$1: the log names no rule:
$(cat "$work/error")"
}

cp -r "$root/examples/abi3" "$work/project"
rm -f "$work/project"/flake.*
sed -i 's/^\[project\]/&\nclassifiers = ["No :: Such :: Classifier"]/' "$work/project/pyproject.toml"
plan=$(tree plan)
cell=$(part "$plan" id)

refused "$cell"
refused wheels
refused dist
tree "$cell.unchecked"
equal "the unchecked wheel" "$(part "$plan" file)" "$(ls "$work/result")"
tree "$cell.findings"
grep -q '"rule": "classifier-unknown"' "$work/result/findings.json" || fail "the findings are not in findings.json"

# An ignored rule: a setting of the check, and of nothing else.
cat >>"$work/project/pyproject.toml" <<'TOML'

[tool.wheelpin.check.ignore]
classifier-unknown = "the test wants it so"
TOML
ignoring=$(tree plan)
equal "the unchecked wheel after a change of the settings" "$(part "$plan" uncheckedPath)" "$(part "$ignoring" uncheckedPath)"
tree dist
equal "a wheel and an sdist" 2 "$(find -L "$work/result" -type f | wc -l)"
tree "$cell.findings"
grep -q '"reason": "the test wants it so"' "$work/result/findings.json" || fail "the reason is not in findings.json"

sed -i 's/^classifier-unknown/clasifier-unknown/' "$work/project/pyproject.toml"
if tree "$cell" 2>"$work/error"; then fail "a rule that is none can be ignored"; fi
grep -q 'find a rule called "clasifier-unknown"' "$work/error" || fail "the error does not name the rule:
$(cat "$work/error")"
grep -q 'wheelpin: pyproject.toml: ' "$work/error" || fail "the error does not name the file"

# wheelpin's own sdist, which holds the rules and their examples.
"$root/ci/nix" build "$root#sdist" --no-link || fail "wheelpin's own sdist has an error"

# Another checker makes no other wheel.
mkdir "$work/wheelpin"
(cd "$root" && git ls-files -z | xargs -0 cp --parents -t "$work/wheelpin")
evaluate() { "$root/ci/nix" eval --impure --raw --expr "let scope = import $work/wheelpin/nix { system = builtins.currentSystem; }; in $1"; }
wheel="(scope.outputs (scope.project { src = $work/project; config = builtins.fromJSON ''$config''; })).packages.\"$cell\".unchecked.drvPath"
before="$(evaluate "$wheel") $(evaluate scope.checker.drvPath)"
echo '// another crate' >>"$work/wheelpin/driver/wheelpin-nix/src/lib.rs"
echo '# another file' >>"$work/wheelpin/nix/sdist.sh"
equal "wheel and checker after a change in wheelpin" "$before" "$(evaluate "$wheel") $(evaluate scope.checker.drvPath)"
echo '// another checker' >>"$work/wheelpin/driver/wheelpin-wheel/src/lib.rs"
equal "the wheel with another checker" "${before% *}" "$(evaluate "$wheel")"
[ "$(evaluate scope.checker.drvPath)" != "${before#* }" ] || fail "a change in the checker makes no other checker"

# As a flake's input wheelpin is its sdist: with the same checker.
"$root/ci/nix" build "$root#sdist.unchecked" --out-link "$work/sdist"
mkdir "$work/unpacked"
tar xzf "$work"/sdist/*.tar.gz -C "$work/unpacked" --strip-components 1
of() { "$root/ci/nix" eval --impure --raw --expr "(import $1/nix { system = builtins.currentSystem; }).checker.drvPath"; }
equal "the checker of the sdist" "$(of "$root")" "$(of "$work/unpacked")"

echo "checks: an error holds a wheel back, a reason lets it pass"

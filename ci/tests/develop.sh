#!/usr/bin/env bash
# `nix develop` in an example, with the registry toolchain: what it must have, `maturin develop`,
# `cargo test`, `wheelpin`; offline and silent after the first time.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

mkdir "$work/wheelpin"
(cd "$root" && git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
  if [ -e "$file" ]; then printf '%s\0' "$file"; fi
done | xargs -0 cp --parents --no-dereference --target-directory "$work/wheelpin")
cp -r "$root/examples/abi3" "$work/project"
cd "$work/project"
sed -i "s#ADDRESS#path:$work/wheelpin#" flake.nix
# Tests of a PyO3 crate may start a Python.
cat >>src/lib.rs <<'RUST'

#[cfg(test)]
mod tests {
    use pyo3::prelude::*;

    #[test]
    fn python_counts() {
        Python::initialize();
        Python::attach(|python| {
            let two = python.eval(c"1 + 1", None, None).unwrap();
            assert_eq!(two.extract::<i32>().unwrap(), 2);
        });
    }
}
RUST

"$root/ci/nix" develop --command true
develop() { "$root/ci/nix" develop --offline --command "$@"; }
# Neither GitHub nor a registry of flakes is asked for anything, and nothing is said.
develop true >"$work/out" 2>"$work/errors"
equal "what a second nix develop says" "" "$(cat "$work/out" "$work/errors")"

develop bash -c 'for program in cargo rustc rustdoc cargo-clippy rustfmt zig maturin wheelpin python3 python3.11 cc; do
  case $(command -v $program) in /nix/store/* | "$PWD/.venv/"*) ;; *) echo "$program is $(command -v $program)" ;; esac
done' >"$work/programs"
equal "programs that are not the shell's" "" "$(cat "$work/programs")"
develop bash -c 'ls "$(rustc --print sysroot)/lib/rustlib" | grep -c -e "^aarch64-apple-darwin$" -e "^x86_64-pc-windows-gnu$"' >"$work/targets"
equal "targets of Rust" 2 "$(cat "$work/targets")"
develop bash -c 'for directory in ${XDG_DATA_DIRS//:/ }; do ls "$directory"/bash-completion/completions/wheelpin "$directory"/zsh/site-functions/_wheelpin "$directory"/fish/vendor_completions.d/wheelpin.fish; done 2>/dev/null; true' | wc -l >"$work/completions"
equal "completions" 3 "$(cat "$work/completions")"

develop maturin develop >"$work/log" 2>&1 || { tail -n 20 "$work/log"; fail "maturin develop"; }
develop python tests/smoke_test.py
develop cargo test >"$work/log" 2>&1 || { tail -n 20 "$work/log"; fail "cargo test"; }
grep -q '1 passed' "$work/log" || fail "no test ran"
develop cargo fmt --check
develop wheelpin plan --json >"$work/plan.json"
equal "wheels of the plan" 7 "$(python3 -c 'import json, sys; print(len(json.load(open(sys.argv[1]))["cells"]))' "$work/plan.json")"
develop wheelpin build --only "*manylinux*$(uname -m)" >"$work/log" 2>&1 || { tail -n 20 "$work/log"; fail "wheelpin build"; }
equal "wheels built" 1 "$(find dist -name '*.whl' | wc -l)"

# A newer Nix enters it as silently.
cache=$("$root/ci/setup" 2>/dev/null)
[ -x "$cache/newer-nix/bin/nix" ] || "$root/ci/newer-nix" "$cache/newer-nix" >/dev/null
newer() { PATH=$cache/newer-nix/bin:$PATH "$root/ci/nix" develop --offline --command "$@"; }
newer true 2>/dev/null
newer bash -c 'wheelpin --version' >"$work/out" 2>"$work/errors"
equal "what a newer Nix says" "" "$(cat "$work/errors")"
grep -q '^wheelpin ' "$work/out" || fail "no wheelpin with a newer Nix"
echo "nix develop: offline and silent; maturin develop, cargo test and wheelpin build work in it"

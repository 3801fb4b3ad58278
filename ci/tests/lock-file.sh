#!/usr/bin/env bash
# A lock file that holds more than the tree's crates need, as in the sdist of a
# workspace's member, is no hindrance; one that holds too little is told of.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
config='{"targets": ["manylinux-'$(uname -m)'"]}'

cp -r "$root/examples/abi3" "$work/more"
# No such crate is on any registry: what is fetched is what is needed.
cat >>"$work/more/Cargo.lock" <<'EOF'

[[package]]
name = "another-member"
version = "0.1.0"
dependencies = [
 "only-another-member-needs-it",
]

[[package]]
name = "only-another-member-needs-it"
version = "1.0.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "0000000000000000000000000000000000000000000000000000000000000000"

[[package]]
name = "either"
version = "1.15.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "48c757948c5ede0e46177b7add2e67155f70e33c07fea8284df6576da70b3719"
EOF
# And a feature of PyO3 that the other crate turns on.
sed -i '/^name = "pyo3"/,/^\]/s/^ "libc",/ "either",\n&/' "$work/more/Cargo.lock"
grep -q '^ "either"' "$work/more/Cargo.lock"
"$root/ci/tree" --config "$config" --out "$work/result" "$work/more" dist
equal "a wheel and an sdist" 2 "$(find -L "$work/result" -type f | wc -l)"

cp -r "$root/examples/abi3" "$work/less"
sed -i 's/^pyo3 = { version = "[^"]*"/pyo3 = { version = "0.24"/' "$work/less/Cargo.toml"
if "$root/ci/tree" --config "$config" --out "$work/result" "$work/less" 2>"$work/error"; then fail "a lock file without the wanted pyo3 is no error"; fi
grep -q 'wheelpin: Cargo.lock: it is out of date: .* Type: cargo update --workspace' "$work/error" || fail "the error does not say what to type:
$(cat "$work/error")"
echo "lock files: too much is left out, too little is told of"

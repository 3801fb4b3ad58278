#!/usr/bin/env bash
# Makes the trees that tests compare: copies of projects/mixed with one change each. They are made
# and not committed, since git takes no .git and no file that a .gitignore names.
#
# usage: nix/tests/trees.sh DIRECTORY
set -euo pipefail
fixture=$(cd "$(dirname "${BASH_SOURCE[0]}")/projects/mixed" && pwd)

# Makes the copy of this name, and goes there.
copy() {
    cp -r -- "$fixture" "$directory/$1"
    cd "$directory/$1"
}
put() {
    mkdir -p -- "$(dirname "$1")"
    printf '%s\n' "$2" >"$1"
}

directory=$(mkdir -p -- "$1" && cd "$1" && pwd)

copy plain
copy moved
touch -d @1 src/lib.rs

copy python-changed
put python/sample/__init__.py 'changed = True'
copy python-added
put python/sample/added.py ''
copy rust-changed
put src/lib.rs '// changed'
copy data-changed
put python/sample/data.txt 'changed'
copy texts-changed
put README.md 'changed'
sed -i 's/^description = .*/description = "changed"/' pyproject.toml
copy settings-changed
cat >>pyproject.toml <<'TOML'

# Why, and until when.
[tool.wheelpin.check.ignore]
stripped = "for backtraces"
TOML
copy test-settings-changed
cat >>pyproject.toml <<'TOML'

[tool.wheelpin.test]
modules = ["sample"]
TOML
copy tested
put tests/smoke_test.py 'import sample'
put tests/tools.py ''
copy tested-changed
put tests/smoke_test.py 'import sample'
put README.md 'changed'
copy pyproject-embedded
put src/lib.rs 'const PROJECT: &str = include_str!("../pyproject.toml");'
copy dependency-changed
sed -i 's/^itoa = .*/itoa = { version = "1", default-features = false }/' Cargo.toml

copy embedded
put src/lib.rs 'const START: &str = include_str!("../python/sample/prelude/start.py");'
copy embedded-changed
put src/lib.rs 'const START: &str = include_str!("../python/sample/prelude/start.py");'
put python/sample/prelude/start.py 'changed = True'
copy folder-embedded
put src/lib.rs 'static PRELUDE: Dir = include_dir!("$CARGO_MANIFEST_DIR/python/sample/prelude");'

# What no build reads, and what only looks like it.
copy cluttered
put .git/HEAD ''
put .venv/pyvenv.cfg ''
put venv/pyvenv.cfg ''
put target/release/lib_core.so ''
put node_modules/left/index.js ''
put python/sample/__pycache__/__init__.cpython-313.pyc ''
put .mypy_cache/3.13/cache.json ''
ln -s /nix/store result
ln -s /nix/store result-2

copy lookalikes
put src/target/mod.rs ''
put python/sample/venv/__init__.py ''
put results.txt ''
ln -s results.txt latest

# Every kind of crate root.
copy roots
put build.rs ''
put src/main.rs ''
put src/bin/one.rs ''
put src/bin/two/main.rs ''
put benches/speed.rs ''
put tests/whole.rs ''
put helper/Cargo.toml '[package]
name = "helper"
version = "0.1.0"

[lib]
path = "helper.rs"'
put helper/helper.rs ''
cat >>Cargo.toml <<'TOML'

[workspace]
members = ["helper"]

[[bench]]
name = "speed"
harness = false
TOML

copy codegen-units
cat >>Cargo.toml <<'TOML'

[profile.release]
codegen-units = 4

[profile.fast]
inherits = "release"
TOML

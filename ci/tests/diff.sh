#!/usr/bin/env bash
# `wheelpin diff` over releases of real projects, against griffe's breaking changes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
target=${CARGO_TARGET_DIR:-target}
cargo build --quiet --locked --package wheelpin
peers=$(ci/diff-peers)
"$peers/bin/python" ci/tests/diff.py "$target/debug/wheelpin"

#!/usr/bin/env bash
# The rehearsal index against those who speak with PyPI: uv, twine and wheelpin upload real files
# of PyPI to it, uv and twine publish as a workflow with an identity, pip and uv install from it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
cache=$(ci/setup | tail -n 1)
peers=$(ci/upload-peers)
cargo build --quiet --locked --package wheelpin-index --package wheelpin-publish --bins --example upload
target=${CARGO_TARGET_DIR:-target}/debug
"$cache/peers/bin/python" ci/tests/index_clients.py "$cache" "$target/wheelpin-rehearsal-index" \
    "$target/examples/upload" "$peers/bin/uv"

#!/usr/bin/env bash
# What wheelpin sends to an index against what uv and twine send, and files uploaded to
# pypiserver and devpi, installed back from them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
cache=$(ci/setup | tail -n 1)
peers=$(ci/upload-peers)
cargo build --quiet --locked --package wheelpin-publish --example upload
upload=${CARGO_TARGET_DIR:-target}/debug/examples/upload
python3 ci/tests/upload_servers.py "$upload" "$peers"
python3 ci/tests/upload_requests.py "$upload" "$peers/bin/uv" "$cache/peers/bin/twine" ci/tests/upload-requests.tsv

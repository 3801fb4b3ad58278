#!/usr/bin/env bash
# Versions against Python's packaging, and next versions against git-cliff and
# python-semantic-release.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
cache=$(ci/setup | tail -n 1)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

WHEELPIN_VERSIONS=$work/versions cargo test --quiet --locked --package wheelpin-release --lib -- --ignored --exact version::form::tests::versions_for_python
"$cache/peers/bin/python" ci/tests/versions.py "$work/versions"

cargo build --quiet --locked --package wheelpin
peers=$(ci/version-peers)
python3 ci/tests/next_versions.py target/debug/wheelpin "$peers"

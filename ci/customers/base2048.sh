# Binary encoding: its sdist has no lock file; abi3-py37, an old PyO3.
# shellcheck disable=SC2034
path=00/a5/2c630c47316f6bf0a2a0fc920f7b09f012bb53ee20baac6172ec3a030cdc/base2048-0.1.3.tar.gz
sha256=51d9eeae723b8aa84d9721211ca3b62a20cb2b884efbf53b61b3c3a7c440969d
config='{"targets": ["manylinux-x86_64", "macos-arm64", "windows-x86_64"]}'
only='*-manylinux_2_28_x86_64 *-win_amd64'

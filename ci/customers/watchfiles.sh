# File watching: abi3, macOS frameworks, depends on another package.
# shellcheck disable=SC2034
path=b3/68/e6aa0b77d217b31f8f486ec0cdfe5e00e6e38dc0be657e7d85819b9faf0a/watchfiles-1.3.0.tar.gz
sha256=99aee4a07847c06820765fd7b1b49ceac4f3f711ccb7d104655a33231de1c207
config='{}'
only='*-manylinux_2_28_x86_64 *-macosx_11_0_arm64 *-win_amd64'
wheelhouse='anyio exceptiongroup'

# TOML library: one wheel per Python, import libraries for Windows by PyO3.
# shellcheck disable=SC2034
path=da/fb/ef915d0c607fb92674b16e15792ed9d254c9db0b3fbbea90b7be46fe3e2b/rtoml-0.14.0.tar.gz
sha256=e0f95a59e3fac6394985d59ce18a0c06f2176f2eb9dec2fb8c1105febaf05c59
config='{"targets": ["manylinux-x86_64", "macos-arm64", "windows-x86_64"]}'
only='cp311-*-manylinux_2_28_x86_64 cp313-*-manylinux_2_28_x86_64'

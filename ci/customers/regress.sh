# Regular expressions: one wheel per Python, free-threaded ones and PyPy.
# shellcheck disable=SC2034
path=52/5e/92af2a5d1922e802a1b369fad04e404a0253d7683ed0f637a263cb9de575/regress-2026.9.1.tar.gz
sha256=e7b547386bf97b82a23e62471272742492c0b2de62cf0ee98247fd37cc42f169
config='{"free-threaded": true, "targets": ["manylinux-x86_64", "musllinux-x86_64", "macos-arm64", "windows-x86_64"]}'
only='cp311-*-manylinux_2_28_x86_64 cp313-*-manylinux_2_28_x86_64 cp314-cp314t-manylinux_2_28_x86_64 cp311-*-macosx_11_0_arm64'
wheelhouse='pytest exceptiongroup'
test='{"command": ["python", "-m", "pytest", "-q", "tests"], "requirements": ["pytest"]}'

# Hashing: C and assembler through the crate cc; one wheel per Python, free-threaded ones too.
# shellcheck disable=SC2034
path=24/fd/1ad6581856cbd018072b2b5debf9d8aa3928b579bedd5d170b60e5a20256/blake3-1.0.11.tar.gz
sha256=d73c0a87304d41045f6753a922113bede3ab09eda2d20371566a5bbe357c3deb
config='{"free-threaded": true}'
only='cp311-*-manylinux_2_28_x86_64 cp311-*-manylinux_2_28_aarch64 cp311-*-win_amd64 cp314-cp314t-manylinux_2_28_x86_64'
wheelhouse='typing-extensions'

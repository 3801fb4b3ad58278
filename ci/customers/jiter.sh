# JSON parser: a workspace with the module's crate beside the library's; one wheel per Python.
# shellcheck disable=SC2034
path=67/de/8dfd06a2153d8ab6a83a8ca8f8ae3ff860ce2fe324ee6a5d05294b621c2a/jiter-0.19.0.tar.gz
sha256=ba3064f8be276d7cfb83c2fb85c858be533da2c2f80f9b048c3781b45a57a195
config='{"free-threaded": true}'
only='cp311-*-manylinux_2_28_x86_64 cp313-*-manylinux_2_28_x86_64'

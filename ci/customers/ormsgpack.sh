# MessagePack: one wheel per Python, a build script of its own.
# shellcheck disable=SC2034
path=aa/cf/6fc4c892122f46d0660fa99e9a07514511bb6b33865e1629af88d7534ed9/ormsgpack-1.13.1.tar.gz
sha256=803143ae0ab68e55baa14967595332e5c372b7f27f1ddf1b5b115329b17ccc41
config='{"free-threaded": true}'
only='cp311-*-manylinux_2_28_x86_64 cp314-cp314t-manylinux_2_28_x86_64'

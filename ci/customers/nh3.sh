# HTML sanitizer: abi3.
# shellcheck disable=SC2034
path=18/2f/022b27146d52d24b1b353b003359134788ecbcd6fcdf6283adbd57c0fbc8/nh3-0.3.7.tar.gz
sha256=71860d01c16f4d8c72e334e0674beb2b0899dbd0bf760de18932ef4390303848
config='{}'

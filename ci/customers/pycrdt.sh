# CRDTs: abi3 by a setting, since its Cargo.toml does not say so.
# shellcheck disable=SC2034
path=46/00/37e2b5f4b58628cfd1766325374ea40d05a3d2070e201a22ff75276368a2/pycrdt-0.14.13.tar.gz
sha256=cbed47427bf9d6f9dd77763749354a7d991f55581d6b917f2823c03095d55988
config='{"abi3": true}'
only='*-manylinux_2_28_x86_64'
wheelhouse='anyio exceptiongroup'

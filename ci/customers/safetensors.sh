# Tensor files: abi3, a crate in a subfolder with a path dependency above it,
# Apple frameworks.
# shellcheck disable=SC2034
path=45/06/f955dbbb1859e3bd23c8ac6141af5106e7ad5fedec4a3a6e3d60f94b7001/safetensors-0.8.0.tar.gz
sha256=fabaf3e0f18a6618d9b36560682562157f77c2b71fcffc7b432be2baed9d753d
config='{}'
only='*-manylinux_2_28_x86_64'

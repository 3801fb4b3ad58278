# JSON: PyO3's FFI alone, C through cc, crates vendored in the sdist.
# shellcheck disable=SC2034
path=f2/72/380b97dc45bd162d23afe5194721ef678d9eac7cfaa549fe2873f7f0a518/orjson-3.13.0.tar.gz
sha256=d1de5eb04485110c5da4c657e49168995d55e076b1ce60f1a042e254f4186c4f
config='{}'
only='cp311-*-manylinux_2_28_x86_64 cp313-*-manylinux_2_28_x86_64 cp311-*-manylinux_2_28_aarch64'
note='its build script asks `cfg(target_arch)`, which in a build script is the machine that builds: on x86_64 it turns AVX-512 on, whatever it builds for. So only wheels for the processor of the building machine come out, cross-compiled by whatever tool'

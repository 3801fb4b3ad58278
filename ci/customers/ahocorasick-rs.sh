# String search: asks for a Rust that is not pinned, so a setting names one.
# shellcheck disable=SC2034
path=a5/40/691cb92a7053a01f5bd3fb1242a6bf876252cd05630eb3abddedec68e898/ahocorasick_rs-1.0.3.tar.gz
sha256=579d37070a7c21da9cd9988b9fb471297273b60cb4126586d6dcd99faafc5ca5
config='{"rust": "1.98.0", "free-threaded": true}'
only='cp311-*-manylinux_2_28_x86_64'
wheelhouse='pytest hypothesis typing-extensions'
test='{"command": ["python", "-m", "pytest", "-q", "tests"], "requirements": ["pytest", "hypothesis"]}'

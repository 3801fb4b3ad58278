# Persistent data structures: one wheel per Python, free-threaded ones too.
# shellcheck disable=SC2034
path=42/68/3bd46b8a5e01d3c2ebdf9c5e9497912e3fe0cde02bac21a7130ca866e403/rpds_py-2026.9.1.tar.gz
sha256=4793ef7f78268b124b73fa933440f01d258bbae01de9fa53e9080c9ab0425a12
config='{"targets": ["manylinux-x86_64", "manylinux-aarch64"], "free-threaded": true}'
wheelhouse='pytest'
test='{"command": ["python", "-m", "pytest", "-q", "tests"], "requirements": ["pytest"]}'

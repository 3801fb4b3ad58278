# Dates and times: a backend of its own over setuptools-rust.
# shellcheck disable=SC2034
path=34/98/cda7f64d012c4bdc40ad5991fded0d0554e8092f6f885a289a139ad67e2c/whenever-0.11.0.tar.gz
sha256=e458c72a08fb03cab5adedfd2b34aa35c389091f07f73892a1fb281742535a5c
config='{}'
note='its own backend wraps setuptools and setuptools-rust, and wheelpin builds through maturin'

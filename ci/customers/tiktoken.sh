# Tokens: setuptools-rust, no lock file.
# shellcheck disable=SC2034
path=66/62/167a842aa0429d45f5e797354fd4343a96f6043d67d0513c675c7b8d36e6/tiktoken-0.14.0.tar.gz
sha256=231dec90efcdccf1b565a1416107736f1e09b1a08fe736ef9d6363e626d03874
config='{}'
note='wheelpin builds through maturin, and setuptools-rust is another backend: it is not supported. A Cargo.lock is missing as well'

# Bloom filter: abi3 from Python 3.7 on, import libraries for Windows by PyO3.
# shellcheck disable=SC2034
path=07/77/4ad89e84269a9282860bf04ba80ea487c749dd0e013465dd9697136a9335/rbloom-1.5.4.tar.gz
sha256=ea6804f837c14d8ff041b07df8666798ac1ddcab709e139d06b0ea69d627f827
config='{}'
test='{"file": "tests/api_test.py"}'

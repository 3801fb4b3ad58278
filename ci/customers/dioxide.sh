# A dependency-injection library: abi3, needs no configuration.
# shellcheck disable=SC2034
path=6d/04/987140d3abd120ec3eda486a4cfcbcc1d2a2845b1585a4fa11f08771d3d7/dioxide-2.1.0.tar.gz
sha256=5bb7ec2fba60645e2e25f7f2251e60be1afdc5bc332a67786c23ade4bfb496ee
config='{}'

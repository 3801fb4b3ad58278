# Search: a program (bin bindings) from a workspace of ten crates, with C (PCRE2) through cc.
# shellcheck disable=SC2034
path=1e/18/0740869cfcee3b9671d601aec90541cc68e342794cecf02c6eec7ee12f19/ripgrep-15.1.0.tar.gz
sha256=3b4793859cd25c57ffd894b59ba9155636616b4084a1c12d0b9e819c16931ebf
config='{}'
only='*-manylinux_2_28_x86_64 *-macosx_11_0_arm64'

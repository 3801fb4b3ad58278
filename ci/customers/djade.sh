# Formatter of Django templates: a program (bin bindings), no module.
# shellcheck disable=SC2034
path=d1/1b/9586c504ad29124d73ec36f017cc1b00c1a2f52a75fd0ee26daf51943cf2/djade-1.10.0.tar.gz
sha256=9d8af77a03000914b516d6be0967b5043094db5a91cec22649f689ee5bf2e5de
config='{}'
only='*-manylinux_2_28_x86_64 *-macosx_11_0_arm64 *-win_amd64'

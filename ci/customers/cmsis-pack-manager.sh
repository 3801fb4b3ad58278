# Packs for microcontrollers: cffi bindings; its pyproject.toml has no version, which maturin lets pass.
# shellcheck disable=SC2034
path=61/df/07336875bb9a51053eb671b3d6046b23552eb9e9301b917336b0f392a82b/cmsis_pack_manager-0.6.0.tar.gz
sha256=94913a3db9695f8d0676a4a74916a5626984e2b46f923ada61881e4f5064079e
config='{}'

# Run as a shell of `nix develop` (or direnv) starts; see dev-shell.nix.
# nixpkgs' Pythons set these, and maturin would take them for a cross build.
unset _PYTHON_HOST_PLATFORM _PYTHON_SYSCONFIGDATA_NAME
# Times of files are the developer's own here.
unset SOURCE_DATE_EPOCH
if [ -z "${VIRTUAL_ENV:-}" ] && [ -f pyproject.toml ]; then
  if [ ! -e .venv ]; then
    python3 -m venv --without-pip .venv &&
      cp -r "$WHEELPIN_PIP"/* "$(echo .venv/lib/python*/site-packages)/" && chmod -R u+w .venv &&
      echo "wheelpin: made .venv ($(.venv/bin/python --version)); git should ignore it" >&2
  fi
  if [ -x .venv/bin/python ]; then
    export VIRTUAL_ENV="$PWD/.venv"
    export PATH="$VIRTUAL_ENV/bin:$PATH"
  fi
fi
case $-${BASH_VERSION:+bash} in
  *i*bash)
    for _wheelpin_directory in ${XDG_DATA_DIRS//:/ }; do
      if [ -f "$_wheelpin_directory/bash-completion/completions/wheelpin" ]; then
        . "$_wheelpin_directory/bash-completion/completions/wheelpin"
        break
      fi
    done
    unset _wheelpin_directory
    ;;
esac

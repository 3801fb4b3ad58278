# Stand-in for nixpkgs' autoPatchelfHook: programs and libraries of the build host run with its libc.
# shellcheck shell=bash disable=SC2154
_patch() {
  local file
  for file in "$out"/bin/* "$out"/libexec/* "$out"/lib/rustlib/*/bin/* "$out"/lib/rustlib/*/bin/*/* "$out"/lib/*.so*; do
    if [ -f "$file" ] && [ ! -L "$file" ] && [ "$(head -c 4 "$file" | tail -c 3 | tr -d '\0')" = ELF ]; then
      case $file in
        *.so*) ;;
        *) @patchelf@ --set-interpreter @loader@ "$file" ;;
      esac
      @patchelf@ --set-rpath "$out/lib:${_rustc:-$out}/lib:@path@" "$file"
    fi
  done
}
for _input in ${buildInputs:-}; do
  if [ -e "$_input/bin/rustc" ]; then _rustc=$_input; fi
done
fixupOutputHooks+=(_patch)

# Programs that take the sysroot with the standard libraries by themselves; see dev-rust.nix.
mkdir -p "$out/bin"
for program in "$rust"/bin/* "$programs"/bin/*; do
  name=${program##*/}
  case $name in
    rustc | rustdoc | clippy-driver)
      # Found by cargo and cargo-clippy beside themselves.
      printf '#!%s\nexport SYSROOT=%s\nexec %s --sysroot %s "$@"\n' "$interpreter" "$sysroot" "$program" "$sysroot" >"$out/bin/$name"
      chmod 755 "$out/bin/$name"
      ;;
    # Looks for clippy-driver where it is itself.
    cargo-clippy) cp "$program" "$out/bin/$name" ;;
    rust-gdb* | rust-lldb) ;;
    *) ln -s "$program" "$out/bin/$name" ;;
  esac
done

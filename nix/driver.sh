# Take a program out of what was compiled; see driver.nix and checker.nix.
mkdir -p "$out/bin"
cp "$compiled/target/$triple/$folder/$program" "$out/bin/"
chmod 755 "$out/bin/$program"

# Take the program out of what was compiled; see driver.nix.
mkdir -p "$out/bin"
cp "$compiled/target/$triple/release/wheelpin" "$out/bin/"
chmod 755 "$out/bin/wheelpin"

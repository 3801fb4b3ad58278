# Completions where shells look for them below share/; see dev-shell.nix.
mkdir -p "$out/share/bash-completion/completions" "$out/share/zsh/site-functions" "$out/share/fish/vendor_completions.d"
"$driver/bin/wheelpin" completions bash >"$out/share/bash-completion/completions/wheelpin"
"$driver/bin/wheelpin" completions zsh >"$out/share/zsh/site-functions/_wheelpin"
"$driver/bin/wheelpin" completions fish >"$out/share/fish/vendor_completions.d/wheelpin.fish"

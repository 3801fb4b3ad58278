# Stands in for nixpkgs' file of this name; nothing runs it.

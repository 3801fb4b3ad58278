{ zigCache, zigInodes, resolveTarget, units, ... }:
let
  cache = zigCache (builtins.head (units (resolveTarget { file = "pyproject.toml"; } "manylinux-x86_64")));
in
{
  zigInodes = {
    testItIsAProgram = {
      expr = builtins.match "/nix/store/.*-wheelpin-zig-inodes/bin/zig-inodes" zigInodes != null;
      expected = true;
    };
    # Caches are made with it: what is kept of them holds no inode of the store that made them.
    testCachesAreMadeWithIt = {
      expr = cache.zigInodes;
      expected = zigInodes;
    };
  };
}

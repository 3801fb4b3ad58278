{ callPackage, ... }:
let
  vendorGit = callPackage ../vendor-git.nix {
    toolchain.run = arguments: arguments;
    fetchGit = _: { outPath = ./projects/repository; };
  };
  rev = "9036f778115389bc5e53832642196e3cfc288f99";
  of =
    sources:
    vendorGit {
      lockPath = "Cargo.lock";
      packages = sources;
    };
  entry = name: version: query: {
    inherit name version;
    source = "git+https://example.org/sample${query}#${rev}";
  };
  one = of [
    (entry "inner" "0.3.0" "?branch=a%2Bb")
    (entry "outer" "1.0.0" "?branch=a%2Bb")
  ];
in
{
  vendorGit = {
    testNoPackages = {
      expr = of [ ];
      expected = {
        trees = [ ];
        config = "";
      };
    };
    testConfigReplacesTheSource = {
      expr = one.config;
      expected = ''
        [source."git+https://example.org/sample?branch=a%2Bb"]
        git = "https://example.org/sample"
        branch = "a+b"
        replace-with = "git-${rev}"

        [source."git-${rev}"]
        directory = "vendor/git-${rev}"
      '';
    };
    testOneTreePerCommit = {
      expr = map (tree: { inherit (tree) folder names directories changed; }) one.trees;
      expected = [
        {
          folder = "git-${rev}";
          names = [
            "inner-0.3.0"
            "outer-1.0.0"
          ];
          directories = "crates/inner\n.";
          changed = "crates/inner";
        }
      ];
    };
    testCrateOfTwoSourcesIsThereOnce = {
      expr =
        let
          two = of [
            (entry "inner" "0.3.0" "")
            (entry "inner" "0.3.0" "?tag=v1")
          ];
        in
        {
          names = map (tree: tree.names) two.trees;
          sources = builtins.length (builtins.split "replace-with" two.config);
        };
      expected = {
        names = [ [ "inner-0.3.0" ] ];
        sources = 5;
      };
    };
  };
}

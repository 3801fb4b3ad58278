{ callPackage, ... }:
let
  percentDecode = callPackage ../percent-decode.nix { };
  gitSource = callPackage ../git-source.nix { inherit percentDecode; };
  rev = "9036f778115389bc5e53832642196e3cfc288f99";
in
{
  gitSource = {
    testDefaultBranch = {
      expr = gitSource "git+https://example.org/sample.git#${rev}";
      expected = {
        url = "https://example.org/sample.git";
        reference = { };
        inherit rev;
        id = "git+https://example.org/sample.git";
      };
    };
    testEncodedBranch = {
      expr = gitSource "git+ssh://git@example.org/sample?branch=fix%2F%231%2B2#${rev}";
      expected = {
        url = "ssh://git@example.org/sample";
        reference.branch = "fix/#1+2";
        inherit rev;
        id = "git+ssh://git@example.org/sample?branch=fix%2F%231%2B2";
      };
    };
    testTag = {
      expr = (gitSource "git+file:///sample?tag=v1.0#${rev}").reference;
      expected.tag = "v1.0";
    };
    testRevisionOfAPullRequest = {
      expr = (gitSource "git+file:///sample?rev=refs%2Fpull%2F7%2Fhead#${rev}").reference;
      expected.rev = "refs/pull/7/head";
    };
    testOldNameOfABranch = {
      expr = (gitSource "git+file:///sample?ref=main#${rev}").reference;
      expected.branch = "main";
    };
    testNoCommit = {
      expr = (gitSource "git+file:///sample?branch=main").rev;
      expected = null;
    };
  };
}

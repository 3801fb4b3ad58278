{ devShell, project, toolchain, trees, ... }:
let
  shell = devShell (project {
    src = trees "plain";
    config = {
      targets = [ "windows-x86_64" ];
      build-tools = [ "ninja" ];
    };
  });
  names = map (package: package.name) shell.packages;
  is = expected: expr: { inherit expr expected; };
in
{
  devShell = {
    # `nix develop` takes no other builder.
    testIsBuiltByBash = is "${toolchain.bash}/bin/bash" shell.builder;
    testHasRustCompilersPythonsAndPrograms = is [
      "wheelpin-develop-rust-1.98.0"
      "wheelpin-cc"
      "wheelpin-pythons"
    ] (builtins.genList (builtins.elemAt names) 3);
    testHasTheProjectsBuildTools = is true (
      builtins.elem toolchain.buildTools.ninja.tree.outPath (map (package: "${package}") shell.packages)
    );
    testRustHasTheProjectsTargets =
      is ((toolchain.rust "1.98.0").sysroot [ "x86_64-pc-windows-gnu" ]).outPath
        (builtins.head shell.packages).sysroot.outPath;
    testOtherPlatformsPythonsAreNotInIt = is [ "3.11" ] (builtins.elemAt shell.packages 2).names;
    testNothingIsFromNixpkgsOrGitHub = is [ ] (
      builtins.filter (word: builtins.match ".*(nixpkgs|github).*" word != null) (
        builtins.attrValues (builtins.intersectAttrs { PATH = null; builder = null; } shell)
      )
    );
  };
}

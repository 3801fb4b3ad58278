{ plan, project, ... }:
let
  cellsOf =
    src: config:
    plan (project {
      inherit src config;
    });
  files = src: config: map (cell: cell.file) (cellsOf src config);
  is = expected: expr: { inherit expr expected; };
in
{
  plan = {
    testPlainProjectHasSevenCells = is [
      "sample-0.1.0-cp311-abi3-macosx_11_0_arm64.whl"
      "sample-0.1.0-cp311-abi3-macosx_10_12_x86_64.whl"
      "sample-0.1.0-cp311-abi3-manylinux_2_28_aarch64.whl"
      "sample-0.1.0-cp311-abi3-manylinux_2_28_x86_64.whl"
      "sample-0.1.0-cp311-abi3-musllinux_1_2_aarch64.whl"
      "sample-0.1.0-cp311-abi3-musllinux_1_2_x86_64.whl"
      "sample-0.1.0-cp311-abi3-win_amd64.whl"
    ] (files ./errors/plain { });
    testOneDeclarationOfAbi3AndFreeThreaded = is [
      "sample-0.1.0-cp311-abi3-manylinux_2_28_x86_64.whl"
      "sample-0.1.0-cp314-cp314t-manylinux_2_28_x86_64.whl"
      "sample-0.1.0-cp315-abi3.abi3t-manylinux_2_28_x86_64.whl"
    ] (files ./projects/free-threaded { });
    testIdsHoldNoDot = is [ "cp311-abi3-manylinux2014_x86_64_manylinux_2_17_x86_64" ] (
      map (cell: cell.id) (
        cellsOf ./errors/plain {
          manylinux = "2_17";
          targets = [ "manylinux-x86_64" ];
        }
      )
    );
    testProgramsAreForAnyPython = is [ "sample_tool-1.0.0rc1-py3-none-win_amd64.whl" ] (
      files ./projects/bin { targets = [ "windows-x86_64" ]; }
    );
    testConditionalAbi3 = is [
      "sample-0.1.0-cp311-cp311-win_amd64.whl"
      "sample-0.1.0-cp312-abi3-win_amd64.whl"
    ] (files ./projects/conditional { targets = [ "windows-x86_64" ]; });
    testNoPypyOnMusl = is [ "sample-0.1.0-pp311-pypy311_pp73-manylinux_2_28_x86_64.whl" ] (
      files ./errors/plain {
        pythons = [ "pypy3.11" ];
        targets = [
          "manylinux-x86_64"
          "musllinux-x86_64"
        ];
      }
    );
  };
}

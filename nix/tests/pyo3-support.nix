{ pyo3Support, ... }:
{
  pyo3Support = {
    testNewestPatchOfARowIsInIt = {
      expr = (pyo3Support "0.28.3").cpython;
      expected = {
        min = 7;
        max = 14;
      };
    };
    testAbi3tStartsAt029 = {
      expr = map (version: (pyo3Support version).abi3t) [
        "0.28.3"
        "0.29.0"
        "0.30.1"
      ];
      expected = [
        false
        true
        true
      ];
    };
    testNewerThanTheTableIsItsNewest = {
      expr = (pyo3Support "0.33.0").cpython.max;
      expected = 15;
    };
    testOlderThanTheTableIsNone = {
      expr = pyo3Support "0.15.2";
      expected = null;
    };
    testBefore020TheChangelogsCount = {
      expr = map (version: (pyo3Support version).cpython.max) [
        "0.16.0"
        "0.18.3"
        "0.19.2"
      ];
      expected = [
        11
        11
        12
      ];
    };
    testFreeThreadedFloor = {
      expr = map (version: (pyo3Support version).freeThreaded) [
        "0.22.6"
        "0.23.5"
        "0.29.3"
      ];
      expected = [
        null
        13
        14
      ];
    };
  };
}

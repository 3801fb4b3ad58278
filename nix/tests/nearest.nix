{ nearest, ... }:
{
  nearest = {
    testSwappedSign = {
      expr = nearest [ "macos-arm64" "manylinux-x86_64" ] "manylinux_x86_64";
      expected = "manylinux-x86_64";
    };
    testCaseDoesNotCount = {
      expr = nearest [ "cmake" "ninja" ] "CMake";
      expected = "cmake";
    };
    testFarWordsAreNotSuggested = {
      expr = nearest [ "cmake" "ninja" ] "autotools";
      expected = null;
    };
  };
}

{ callPackage, ... }:
let
  stubs = callPackage ../apple-stubs.nix { };
  inherit (stubs) table frameworkNames libraryNames;
  libraries = table.frameworks // table.libraries;
  names = frameworkNames ++ libraryNames;
  without = test: builtins.filter (name: !test libraries.${name}) names;

  # builtins.attrNames sorts and drops duplicates.
  sortedUnique =
    list:
    builtins.attrNames (
      builtins.listToAttrs (
        map (name: {
          inherit name;
          value = null;
        }) list
      )
    );
  lines = name: builtins.filter builtins.isString (builtins.split "\n" (stubs.stubText name));
  has = line: name: builtins.elem line (lines name);
  startOf = text: builtins.substring 0 (builtins.stringLength text);
  installNames = map (name: libraries.${name}.installName) names;
in
{
  table = {
    testEveryLibraryHasAnInstallName = {
      expr = without (
        library:
        startOf "/System/Library/Frameworks/" library.installName == "/System/Library/Frameworks/"
        || startOf "/usr/lib/" library.installName == "/usr/lib/"
      );
      expected = [ ];
    };
    testEveryLibraryNamesItsSource = {
      expr = without (library: library.source != [ ]);
      expected = [ ];
    };
    testEveryLibraryOffersSomething = {
      expr = without (library: library.symbols ++ library.classes ++ library.reexports or [ ] != [ ]);
      expected = [ ];
    };
    testNamesAreSortedAndUnique = {
      expr = without (
        library:
        library.symbols == sortedUnique library.symbols && library.classes == sortedUnique library.classes
      );
      expected = [ ];
    };
    testSymbolsHaveTheLeadingUnderscore = {
      expr = without (library: builtins.all (symbol: startOf "_" symbol == "_") library.symbols);
      expected = [ ];
    };
    testNoSymbolStandsInTwoLibraries = {
      expr =
        let
          symbols = builtins.concatMap (name: libraries.${name}.symbols) names;
        in
        builtins.length symbols - builtins.length (sortedUnique symbols);
      expected = 0;
    };
    testInstallNamesAreUnique = {
      expr = builtins.length installNames - builtins.length (sortedUnique installNames);
      expected = 0;
    };
    testReexportsAreInTheTable = {
      expr = without (
        library: builtins.all (name: libraries ? ${name}) (library.reexports or [ ])
      );
      expected = [ ];
    };
    testWhatSafetensorsLinksIsThere = {
      expr = builtins.all (name: libraries ? ${name}) [
        "CoreFoundation"
        "Foundation"
        "Metal"
        "libiconv"
        "libobjc"
      ];
      expected = true;
    };
  };

  stubText = {
    testTextOfASmallStub = {
      expr = stubs.stubText "libiconv";
      expected = ''
        --- !tapi-tbd
        tbd-version: 4
        targets: [ 'x86_64-macos', 'arm64-macos' ]
        install-name: '/usr/lib/libiconv.2.dylib'
        current-version: 7.0.0
        compatibility-version: 7.0.0
        exports:
          - targets: [ 'x86_64-macos', 'arm64-macos' ]
            symbols: [ '_iconv', '_iconv_close', '_iconv_open' ]
        ...
      '';
    };
    testClassesAreNamesWithoutPrefix = {
      expr = has "    objc-classes: [ 'NSObject' ]" "libobjc";
      expected = true;
    };
    testReexportedNamesAreASectionOfTheirOwn = {
      expr = map (name: has "reexports:" name) [
        "Foundation"
        "CoreFoundation"
      ];
      expected = [
        true
        false
      ];
    };
    testUmbrellaWithoutNamesOfItsOwnHasNoExports = {
      expr = map (line: has line "Cocoa") [
        "exports:"
        "reexports:"
      ];
      expected = [
        false
        true
      ];
    };
  };

  directory = {
    testRunGetsOneFilePerStub = {
      expr =
        let
          run = stubs.directory { run = arguments: arguments; };
        in
        {
          inherit (run) name;
          frameworks = builtins.length run.frameworks == builtins.length frameworkNames;
          libraries = builtins.length run.libraries == builtins.length libraryNames;
        };
      expected = {
        name = "apple-stubs";
        frameworks = true;
        libraries = true;
      };
    };
    testStandsForItsPathInAString = {
      expr =
        let
          placed = callPackage ../apple-stubs.nix {
            toolchain.run = _: { outPath = "/stubs"; };
          };
        in
        "-F${placed}/Frameworks";
      expected = "-F/stubs/Frameworks";
    };
  };
}

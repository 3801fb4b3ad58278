{ toToml, ... }:
let
  roundTrip = document: {
    expr = builtins.fromTOML (toToml document);
    expected = document;
  };
in
{
  toToml = {
    testOneLinePerKey = {
      expr = toToml {
        package.name = "a";
        members = [ ];
      };
      expected = ''
        "members" = [  ]
        "package" = { "name" = "a" }
      '';
    };
    testTablesListsAndScalars = roundTrip {
      tool.maturin = {
        features = [
          "fast"
          {
            feature = "pyo3/abi3";
            python-version = ">=3.12";
          }
        ];
        strip = true;
      };
      number = 3;
      empty = { };
    };
    testKeysAndStringsAreQuoted = roundTrip {
      "cfg(target_os = \"linux\")".value = "a \"quoted\" \\ path\n\tand é";
    };
  };
}

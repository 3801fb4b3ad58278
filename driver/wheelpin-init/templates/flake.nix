{
  inputs.wheelpin.url = "{= input =}";
  # What `nix develop` takes its bash from; nixpkgs itself is not needed.
  inputs.nixpkgs.follows = "wheelpin";

  outputs = { self, wheelpin, ... }: wheelpin.lib.mkFlake { src = self;<% if directory %> project = "{= directory =}";<% endif %> };
}

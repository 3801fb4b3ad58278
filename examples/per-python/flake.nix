{
  # Where wheelpin is, for example "path:/home/you/wheelpin" or the address of a repository.
  inputs.wheelpin.url = "ADDRESS";
  # What `nix develop` takes its bash from; nixpkgs itself is not needed.
  inputs.nixpkgs.follows = "wheelpin";

  outputs = { self, wheelpin, ... }: wheelpin.lib.mkFlake { src = self; };
}

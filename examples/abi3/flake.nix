{
  inputs.wheelpin.url = "path:../..";
  outputs = { self, wheelpin }: wheelpin.lib.mkFlake { src = self; };
}

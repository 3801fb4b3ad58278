{
  inputs.wheelpin.url = "{= input =}";
  outputs = { self, wheelpin }: wheelpin.lib.mkFlake { src = self;<% if directory %> project = "{= directory =}";<% endif %> };
}

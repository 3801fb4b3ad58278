{
  checker,
  outputs,
  project,
  trees,
  ...
}:
let
  of = name: config: (outputs (project { src = trees name; inherit config; }));
  targets = [ "windows-x86_64" ];
  plain = of "plain" { inherit targets; };
  ignoring = of "plain" {
    inherit targets;
    check.ignore.stripped = "for backtraces";
  };
  cell = outputs: outputs.packages.cp311-cp311-win_amd64;
  settings = drv: builtins.fromJSON (builtins.readFile drv.findings.settings);
  inputs = drv: builtins.attrNames (builtins.getContext (builtins.toJSON drv.drvAttrs));
  is = expected: expr: { inherit expr expected; };
in
{
  check = {
    testIsAfterTheWheel = is [ (cell plain).unchecked.outPath ] (
      map (drv: drv.outPath) (cell plain).findings.files
    );
    testIsByTheProgram = is checker.outPath (cell plain).findings.checker.outPath;
    # A new wheelpin rebuilds no wheel.
    testNoWheelIsMadeWithTheProgram = is false (builtins.elem checker.drvPath (inputs (cell plain).unchecked));
    testAFileFollowsItsFindings = is [ (cell plain).unchecked.outPath ] (
      map (drv: drv.outPath) (cell plain).paths
    );
    testReasonsGoToTheProgram = is { stripped = "for backtraces"; } (settings (cell ignoring)).ignore;
    testWhatIsIgnoredRebuildsNoWheel = is (cell plain).unchecked.drvPath (cell ignoring).unchecked.drvPath;
    testWhatIsIgnoredIsCheckedAgain = is false ((cell plain).drvPath == (cell ignoring).drvPath);
    testSettingsInTheFileRebuildNoWheel = is (cell plain).unchecked.drvPath
      (cell (of "settings-changed" { inherit targets; })).unchecked.drvPath;
  };
  release = {
    testKnowsThePlan = is [
      "sample-0.1.0-cp311-cp311-win_amd64.whl"
      "sample-0.1.0-cp312-cp312-win_amd64.whl"
      "sample-0.1.0-cp313-cp313-win_amd64.whl"
    ] (builtins.filter (file: builtins.match ".*-cp31[123]-.*" file != null) (settings plain.checks.check-release).planned);
    testSeesEveryCheckedFile = is (map (drv: drv.outPath) plain.packages.dist.paths) (
      map (drv: drv.outPath) plain.checks.check-release.findings.files
    );
    testWheelsFollowIt = is plain.checks.check-release.findings.outPath plain.packages.wheels.findings.outPath;
  };
}

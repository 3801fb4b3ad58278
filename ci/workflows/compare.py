"""What wheelpin's rules and zizmor say of workflow files, side by side.

Usage: compare.py FINDINGS ZIZMOR DIR [--table FILE] [--write FILE]

FINDINGS is the example of the crate wheelpin-workflow.

DIR holds one directory per repository, OWNER+NAME, each with .github/workflows and a file
COMMIT. Exit code 1: a difference has no reason, or the table holds something else.
"""
import argparse, collections, hashlib, json, pathlib, re, subprocess, sys, tempfile

HERE = pathlib.Path(__file__).parent
# Ours, zizmor's, and the persona whose findings are meant: "auditor" means all of them.
SHARED = {
    "api-token": ("use-trusted-publishing", "auditor"),
    "cache-in-release": ("cache-poisoning", "auditor"),
    "dangerous-trigger": ("dangerous-triggers", "auditor"),
    "injected-script": ("template-injection", "regular"),
    "excessive-permissions": ("excessive-permissions", "auditor"),
    "kept-credentials": ("artipacked", "auditor"),
    "inherited-secrets": ("secrets-inherit", "auditor"),
    "all-secrets": ("overprovisioned-secrets", "auditor"),
    "unredacted-secret": ("unredacted-secrets", "auditor"),
    "hardcoded-credentials": ("hardcoded-container-credentials", "auditor"),
    "insecure-commands": ("insecure-commands", "auditor"),
    "bot-condition": ("bot-conditions", "auditor"),
    "self-hosted-runner": ("self-hosted-runner", "auditor"),
    "unpinned-action": ("unpinned-uses", "auditor"),
    "unpinned-image": ("unpinned-images", "auditor"),
}
OURS = {theirs: ours for ours, (theirs, _) in SHARED.items()}


def zizmor(program, directory):
    """{(file, our rule): lines} of what zizmor finds."""
    # What authors tell zizmor to leave out counts: the comments are made unknown to it.
    copy = tempfile.TemporaryDirectory()
    for path in pathlib.Path(directory).glob("*/.github/workflows/*.y*ml"):
        other = pathlib.Path(copy.name) / path.relative_to(directory)
        other.parent.mkdir(parents=True, exist_ok=True)
        other.write_bytes(path.read_bytes().replace(b"zizmor: ignore", b"zizmor- ignore"))
    directory = copy.name
    command = [program, "--offline", "--no-config", "--no-exit-codes", "--persona=auditor", "--format=json", directory]
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f"zizmor failed:\n{run.stderr[-2000:]}")
    found = collections.defaultdict(set)
    for finding in json.loads(run.stdout):
        rule = OURS.get(finding["ident"])
        persona = finding["determinations"]["persona"].lower()
        if rule is None or (SHARED[rule][1] == "regular" and persona != "regular"):
            continue
        places = [p for p in finding["locations"] if p["symbolic"]["kind"] == "Primary"] or finding["locations"]
        place = places[-1] if rule == "api-token" else places[0]
        file = str(pathlib.Path(place["symbolic"]["key"]["Local"]["verbatim_path"]).relative_to(directory))
        whole = rule == "excessive-permissions" and not place["symbolic"]["route"]["route"]
        whole = whole or rule == "dangerous-trigger"
        found[file, rule].add(0 if whole else place["concrete"]["location"]["start_point"]["row"] + 1)
    return found


def wheelpin(program, directory):
    """{(file, rule): lines} of what wheelpin finds, and the files it cannot read."""
    found, unread = collections.defaultdict(set), set()
    repositories = sorted(path for path in pathlib.Path(directory).iterdir() if path.is_dir())
    run = subprocess.run([program, *map(str, repositories)], capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f"wheelpin failed:\n{run.stderr[-2000:]}")
    for repository, line in zip(repositories, run.stdout.splitlines(), strict=True):
        for finding in json.loads(line)["findings"]:
            file = f"{repository.name}/{finding['file']}"
            if finding["rule"] == "unreadable-workflow":
                unread.add(file)
            if finding["rule"] in SHARED:
                if finding["rule"] == "dangerous-trigger" and finding["severity"] == "error":
                    continue  # A checkout, which zizmor leaves to the trigger.
                whole = finding["rule"] == "dangerous-trigger"
                found[file, finding["rule"]].add(0 if whole else finding.get("span", {}).get("line", 0))
    return found, unread


def uses(text):
    """pinact's documented rule for each `uses:`: a full commit, and a version comment behind it."""
    verdicts = collections.Counter()
    pattern = re.compile(r"""^\s*(?:-\s+)?['"]?uses['"]?\s*:\s*['"]?([^\s'"#]+)['"]?(\s*#\s*(\S+))?""")
    pins = {}
    for number, line in enumerate(text.splitlines(), 1):
        match = pattern.match(line)
        if not match or match[1].startswith(("./", "docker://")) or "@" not in match[1]:
            continue
        is_commit = re.fullmatch("[0-9a-f]{40}", match[1].split("@", 1)[1]) is not None
        pins[number] = "pinned" if is_commit else "unpinned"
        verdicts[pins[number]] += 1
    return pins


def main():
    parser = argparse.ArgumentParser()
    for name in ("wheelpin", "zizmor", "directory"):
        parser.add_argument(name)
    parser.add_argument("--table", type=pathlib.Path)
    parser.add_argument("--write", type=pathlib.Path)
    parser.add_argument("--reasons", type=pathlib.Path, default=HERE / "differences.json")
    arguments = parser.parse_args()
    root = pathlib.Path(arguments.directory)
    theirs = zizmor(arguments.zizmor, arguments.directory)
    ours, unread = wheelpin(arguments.wheelpin, arguments.directory)
    reasons = json.loads(arguments.reasons.read_text())["reasons"] if arguments.reasons.exists() else {}
    known = {(d["rule"], d["side"], where): d["reason"]
             for d in (json.loads(arguments.reasons.read_text())["differences"] if arguments.reasons.exists() else [])
             for where in d["at"]}
    files, lines, agreed, explained, open_, pinned = [], collections.Counter(), 0, collections.Counter(), [], collections.Counter()
    for path in sorted(root.glob("*/.github/workflows/*.y*ml")):
        file = str(path.relative_to(root))
        content = path.read_bytes()
        commit = root / file.split("/")[0] / "COMMIT"
        entry = {"repository": file.split("/")[0].replace("+", "/", 1), "path": file.split("/", 1)[1],
                 "commit": commit.read_text().strip() if commit.exists() else None,
                 "sha256": hashlib.sha256(content).hexdigest(), "verdicts": {}}
        if file in unread:
            if (reason := known.get(("unreadable-workflow", "wheelpin", file))) is None:
                open_.append(f"{file}: wheelpin cannot read it")
            else:
                explained[reason] += 1
            entry["verdicts"] = None
            files.append(entry)
            continue
        for rule in SHARED:
            a, b = ours.get((file, rule), set()), theirs.get((file, rule), set())
            agreed += len(a & b)
            if a or b:
                entry["verdicts"][rule] = {"both": sorted(a & b), "wheelpin": sorted(a - b), "zizmor": sorted(b - a)}
            for side, more in (("wheelpin", a - b), ("zizmor", b - a)):
                for line in sorted(more):
                    reason = known.get((rule, side, f"{file}:{line}"))
                    if reason is None:
                        open_.append(f"{file}:{line}: {rule}: only {side}")
                    else:
                        explained[reason] += 1
        for line, verdict in uses(content.decode()).items():
            mine = "unpinned" if line in ours.get((file, "unpinned-action"), set()) else "pinned"
            pinned["same" if mine == verdict else "other"] += 1
            if mine != verdict:
                open_.append(f"{file}:{line}: pinact's rule says {verdict}, wheelpin {mine}")
        files.append(entry)
    if arguments.write:
        head = {"schema": 1, "zizmor": subprocess.run([arguments.zizmor, "--version"], capture_output=True, text=True).stdout.split()[-1]}
        rows = ",\n".join("  " + json.dumps(entry, sort_keys=True) for entry in files)
        arguments.write.write_text(f'{{"schema": 1, "zizmor": "{head["zizmor"]}", "files": [\n{rows}\n]}}\n')
    if arguments.table:
        kept = {(e["repository"], e["path"]): e for e in json.loads(arguments.table.read_text())["files"]}
        for entry in files:
            if kept.get((entry["repository"], entry["path"])) != entry:
                open_.append(f"{entry['repository']}/{entry['path']}: the table holds something else")
    for line in open_:
        print(line)
    for reason, count in sorted(explained.items()):
        print(f"explained {count:4}  {reason}: {reasons.get(reason, '')}")
    total = agreed + sum(explained.values())
    print(f"{len(files)} files: {agreed} findings agree, {sum(explained.values())} differ with a reason, {len(open_)} without; "
          f"pinact's rule: {pinned['same']} uses agree, {pinned['other']} do not")
    return 1 if open_ or not total else 0


sys.exit(main())

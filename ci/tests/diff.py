"""`wheelpin diff` over pairs of releases from PyPI, against griffe's breaking changes.

usage: diff.py WHEELPIN [--write]

Compared are the names that either says break. What one of both says alone stands in diff.tsv
with the reason; a difference that is not there, or is there and is none any more, fails.
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import zipfile

import griffe

TABLE = pathlib.Path(__file__).with_suffix(".tsv")
PLATFORM = ["--python-version", "311", "--implementation", "cp", "--abi", "cp311", "--abi", "abi3", "--platform", "manylinux2014_x86_64",
            "--platform", "manylinux_2_17_x86_64", "--platform", "manylinux_2_28_x86_64"]
# Project, package, and releases; each is compared with the next.
PROJECTS = [
    ("nh3", "nh3", ["0.2.14", "0.2.17", "0.2.21", "0.3.0"]),
    ("rpds-py", "rpds", ["0.18.1", "0.20.1", "0.26.0"]),
    ("jiter", "jiter", ["0.5.0", "0.8.2", "0.11.0"]),
    ("orjson", "orjson", ["3.10.18", "3.11.3"]),
    ("pydantic-core", "pydantic_core", ["2.20.1", "2.27.2", "2.33.2", "2.41.4"]),
    ("dioxide", "dioxide", ["1.1.2", "2.0.1", "2.1.0"]),
]


def download(project, version, directory):
    directory.mkdir(parents=True)
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
         "--only-binary", ":all:", *PLATFORM, "--dest", str(directory), f"{project}=={version}"],
        check=True)
    wheel, = directory.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(directory / "files")
    return wheel


def public(path):
    """Without private modules, where names are offered elsewhere."""
    return ".".join(part for part in path.split(".") if not part.startswith("_") or part.startswith("__"))


def griffe_says(package, old, new):
    def load(wheel):
        return griffe.load(package, search_paths=[str(wheel.parent / "files")], allow_inspection=False,
                           resolve_aliases=True)
    return {public(breakage.obj.path) for breakage in griffe.find_breaking_changes(load(old), load(new))}


def wheelpin_says(wheelpin, old, new):
    run = subprocess.run([wheelpin, "diff", str(old), str(new), "--json"], stdout=subprocess.PIPE, check=True)
    changes = json.loads(run.stdout)["changes"]
    outside = ("extra-", "entry-point-", "platform-", "python-", "system-")
    return {public(change["what"]) for change in changes
            if change["step"] == "major" and not change["rule"].startswith(outside)}


def main():
    wheelpin = sys.argv[1]
    found = set()
    agreed = 0
    with tempfile.TemporaryDirectory() as scratch:
        for project, package, versions in PROJECTS:
            wheels = [download(project, version, pathlib.Path(scratch, project, version)) for version in versions]
            for before, after, old, new in zip(versions, versions[1:], wheels, wheels[1:]):
                ours, theirs = wheelpin_says(wheelpin, old, new), griffe_says(package, old, new)
                agreed += len(ours & theirs)
                for name in ours - theirs:
                    found.add((project, before, after, "wheelpin", name))
                for name in theirs - ours:
                    found.add((project, before, after, "griffe", name))
    lines = [line.split("\t") for line in TABLE.read_text().splitlines() if not line.startswith("#")]
    known = {tuple(line[:5]): line[5] for line in lines}
    if "--write" in sys.argv:
        head = [line for line in TABLE.read_text().splitlines() if line.startswith("#")]
        rows = ["\t".join([*row, known.get(row, "?")]) for row in sorted(found)]
        TABLE.write_text("\n".join(head + rows) + "\n")
        return 0
    failed = 0
    for row in sorted(found - known.keys()):
        failed += 1
        print(f"only {row[3]} says that {row[4]} breaks ({row[0]} {row[1]} to {row[2]}), and diff.tsv does not say why")
    for row in sorted(known.keys() - found):
        failed += 1
        print(f"diff.tsv says that only {row[3]} says that {row[4]} breaks ({row[0]} {row[1]} to {row[2]}); that is not so")
    print(f"both say of {agreed} names that they break; of {len(found)} one does, {len(known)} of them explained")
    print(f"{agreed + len(found) - failed} passed, {failed} failed")
    return 1 if failed or not agreed else 0


sys.exit(main())

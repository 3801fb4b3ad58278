"""Measure next version and changelog of 20,000 commits against git-cliff, which must say the same.

Usage: bench_version.py WHEELPIN GIT-CLIFF [--rounds N] [--json FILE] [--commits N]

Rounds are interleaved; medians are printed.
"""

import argparse
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "benchmarks"))
import measured

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("wheelpin", type=pathlib.Path)
parser.add_argument("cliff", type=pathlib.Path)
parser.add_argument("--rounds", type=int, default=5)
parser.add_argument("--json", type=pathlib.Path)
parser.add_argument("--commits", type=int, default=20_000)
arguments = parser.parse_args()
WHEELPIN, CLIFF = str(arguments.wheelpin.resolve()), str(arguments.cliff.resolve())
ROUNDS, COMMITS = arguments.rounds, arguments.commits
CONFIG = '''
[changelog]
body = """
{% for group, commits in commits | group_by(attribute="group") %}\\
### {{ group | striptags | trim }}

{% for commit in commits %}\\
- {% if commit.scope %}**{{ commit.scope }}:** {% endif %}{{ commit.message }}\\
{% if commit.breaking %}

  {{ commit.breaking_description }}{% endif %}
{% endfor %}
{% endfor %}"""
[git]
conventional_commits = true
filter_unconventional = true
sort_commits = "newest"
tag_pattern = "^v[0-9]"
commit_parsers = [
  { field = "breaking", pattern = "true", group = "<!-- 0 -->Breaking" },
  { message = "^feat", group = "<!-- 1 -->Added" },
  { message = "^(perf|refactor)", group = "<!-- 2 -->Changed" },
  { message = "^fix", group = "<!-- 3 -->Fixed" },
  { message = ".*", skip = true },
]
[bump]
breaking_always_bump_major = false
'''


def make(directory):
    """Always the same history, packed as a clone is."""
    random.seed(1)
    stream = []
    for number in range(COMMITS):
        kind = random.choice(["feat", "fix", "docs", "chore", "refactor", "test", "perf", "ci"])
        message = f"{kind}{random.choice(['', '(core)', '(api)'])}: change number {number}\n\nWhat was done, and why.\n"
        if number % 500 == 499:
            message += "\nBREAKING CHANGE: use the other one\n"
        if number % 3 == 0:
            message += f"\nCloses #{number}\n"
        stream.append(f"commit refs/heads/main\ncommitter Z <z@example.org> {1_600_000_000 + number * 60} +0000\ndata {len(message)}\n{message}\n")
        if number == 0:
            manifest = "[package]\nname = 'sample'\nversion = '0.9.0'\n"
            stream.append(f"M 644 inline Cargo.toml\ndata {len(manifest)}\n{manifest}\nreset refs/tags/v0.9.0\nfrom refs/heads/main\n\n")
    git = ["git", "-C", directory]
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", directory], check=True)
    subprocess.run([*git, "fast-import", "--quiet"], input="".join(stream).encode(), check=True)
    subprocess.run([*git, "reset", "--quiet", "--hard"], check=True)
    subprocess.run([*git, "gc", "--quiet"], check=True)
    (pathlib.Path(directory) / "cliff.toml").write_text(CONFIG)


def timed(directory, *command):
    start = time.perf_counter()
    ran = subprocess.run(command, cwd=directory, check=True, capture_output=True, text=True)
    return time.perf_counter() - start, ran.stdout


def lines(text):
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("## ")]


WORK = {
    "version": ([WHEELPIN, "bump", "--print"], [CLIFF, "--bumped-version"]),
    "changelog": ([WHEELPIN, "changelog"], [CLIFF, "--unreleased", "--strip", "all"]),
}
with tempfile.TemporaryDirectory() as directory:
    make(directory)
    print(f"{COMMITS} commits   wheelpin  git-cliff   ratio")
    rows = []
    for name, (ours, theirs) in WORK.items():
        times = ([], [])
        for _ in range(ROUNDS):
            took, own = timed(directory, *ours)
            times[0].append(took)
            took, other = timed(directory, *theirs)
            times[1].append(took)
        if name == "version":
            own, other = own.strip(), other.strip().removeprefix("v")
        else:
            own, other = lines(own), lines(other)
        if own != other:
            sys.exit(f"{name}: they do not say the same: {own[:3]} and {other[:3]}, {len(own)} and {len(other)}")
        a, b = (statistics.median(side) for side in times)
        print(f"{name:15} {a:8.3f}s {b:9.3f}s {a / b:7.2f}")
        work = {"version": "next version", "changelog": "changelog"}[name]
        rows.append(measured.row(f"{work}, {COMMITS:,} commits", "git-cliff", ("at-most", 1), times[1], times[0]))
if arguments.json:
    cliff = subprocess.run([CLIFF, "--version"], check=True, capture_output=True, text=True).stdout
    git = subprocess.run(["git", "--version"], check=True, capture_output=True, text=True).stdout
    measured.write(arguments.json, "version", {"git-cliff": cliff.split()[-1], "git": git.split()[2]}, rows)

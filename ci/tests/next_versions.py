"""Next versions of histories: wheelpin against git-cliff and python-semantic-release.

Usage: next_versions.py WHEELPIN PEERS           generated histories, over the whole rule table
       next_versions.py WHEELPIN PEERS --walk REPOSITORY NAME
                                                 a real one, tag by tag; prints data, no text

The peers are configured alike. What they say otherwise must stand, with its reason, in
next-versions.tsv beside this file, and nothing else may stand there.
"""

import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile

WHEELPIN = pathlib.Path(sys.argv[1]).resolve()
PEERS = pathlib.Path(sys.argv[2]).resolve() / "bin"
HERE = pathlib.Path(__file__).parent
ENVIRONMENT = {
    **{key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "GITHUB_", "GH_"))},
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "NO_COLOR": "1",
}
for role in ("AUTHOR", "COMMITTER"):
    ENVIRONMENT |= {f"GIT_{role}_NAME": "Z", f"GIT_{role}_EMAIL": "z@example.org"}

CLIFF = """
[git]
conventional_commits = true
filter_unconventional = true
protect_breaking_commits = true
tag_pattern = "^v[0-9]"
commit_parsers = [
  { message = "^(feat|fix|perf|refactor|revert)", group = "x" },
  { message = ".*", skip = true },
]
[bump]
features_always_bump_minor = true
breaking_always_bump_major = ZERO
initial_tag = "v0.1.0"
"""
PSR = """
[semantic_release]
commit_parser = "conventional"
tag_format = "v{version}"
allow_zero_version = true
major_on_zero = ZERO
[semantic_release.commit_parser_options]
minor_tags = ["feat"]
patch_tags = ["fix", "perf", "refactor"]
other_allowed_tags = ["revert", "docs", "style", "test", "build", "ci", "chore"]
parse_squash_commits = true
ignore_merge_commits = true
[semantic_release.branches.main]
match = "(main|master|develop|1.x)"
prerelease = false
[semantic_release.branches.beta]
match = "beta"
prerelease = true
prerelease_token = "beta"
[semantic_release.remote]
ignore_token_for_push = true
"""
RELEASE = """
[tool.wheelpin.release]
major-on-zero = ZERO
[tool.wheelpin.release.branches]
beta = { pre = "beta" }
"""

# A step is a commit's message, `tag: NAME`, `branch: NAME`, `checkout: NAME` or
# `merge: NAME`. `{N}` is the hash of the N-th commit.
ONE, ZERO = ["feat: a", "tag: v1.2.3"], ["feat: a", "tag: v0.2.3"]
CASES = {
    "nothing": ONE,
    "docs alone": [*ONE, "docs: b"],
    "chore, ci, test, style, build": [*ONE, "chore: b", "ci: b", "test: b", "style: b", "build: b"],
    "fix": [*ONE, "fix: b"],
    "perf": [*ONE, "perf: b"],
    "refactor": [*ONE, "refactor: b"],
    "feat": [*ONE, "feat: b"],
    "feat after fix": [*ONE, "feat: b", "fix: c"],
    "scope": [*ONE, "fix(core): b"],
    "scope with spaces": [*ONE, "feat(a, b): c"],
    "mark": [*ONE, "fix!: b"],
    "mark behind a scope": [*ONE, "fix(core)!: b"],
    "mark on chore": [*ONE, "chore!: b"],
    "breaking footer": [*ONE, "fix: b\n\nBREAKING CHANGE: c"],
    "breaking footer with a hyphen": [*ONE, "fix: b\n\nBREAKING-CHANGE: c"],
    "breaking footer of docs": [*ONE, "docs: b\n\nBREAKING CHANGE: c"],
    "breaking footer after paragraphs": [*ONE, "fix: b\n\nc\n\nd\n\nBREAKING CHANGE: e\nRefs: #1"],
    "breaking in small letters": [*ONE, "fix: b\n\nbreaking change: c"],
    "breaking without a blank line": [*ONE, "fix: b\n\nc\nBREAKING CHANGE: d"],
    "body without a blank line": [*ONE, "fix: b\nc"],
    "type in capitals": [*ONE, "FEAT: b"],
    "no space behind the colon": [*ONE, "feat:b"],
    "not conforming": [*ONE, "Add b", "wip"],
    "not conforming beside fix": [*ONE, "Add b", "fix: c"],
    "unknown type": [*ONE, "deps: b"],
    "unknown type with a mark": [*ONE, "deps!: b"],
    "address in the body": [*ONE, "fix: b\n\nhttps://example.org/BREAKING"],
    "0.x fix": [*ZERO, "fix: b"],
    "0.x feat": [*ZERO, "feat: b"],
    "0.x breaking": [*ZERO, "feat!: b"],
    "0.x breaking footer": [*ZERO, "fix: b\n\nBREAKING CHANGE: c"],
    "0.0.x feat": ["feat: a", "tag: v0.0.1", "feat: b"],
    "0.0.x breaking": ["feat: a", "tag: v0.0.1", "fix!: b"],
    "major on zero": [*ZERO, "feat!: b"],
    "major on zero, feat": [*ZERO, "feat: b"],
    "no tag, feat": ["feat: a"],
    "no tag, fix": ["fix: a"],
    "no tag, breaking": ["feat!: a"],
    "other tags": [*ONE, "fix: b", "tag: nightly", "tag: x-v9.0.0"],
    "tag of another branch": [*ONE, "branch: next", "feat!: b", "tag: v2.0.0", "checkout: main", "fix: c"],
    "maintenance branch": ["feat: a", "tag: v1.4.2", "branch: 1.x", "checkout: main", "feat!: b", "tag: v2.0.0", "checkout: 1.x", "fix: c"],
    "merged branch": [*ONE, "branch: side", "feat: b", "checkout: main", "fix: c", "merge: side"],
    "merged branch that was released": [*ONE, "branch: side", "fix: b", "tag: v1.2.4", "checkout: main", "docs: c", "merge: side"],
    "pull request's merge": [*ONE, "branch: side", "fix: b", "checkout: main", "merge: side|Merge pull request #1 from z/side\n\nfeat: b"],
    "squashed by a forge": [*ONE, "Doors (#1)\n\n* feat: b\n\n* fix: c"],
    "squashed, title conforming": [*ONE, "fix: doors (#1)\n\n* feat: b\n\n* fix: c"],
    "squashed with a breaking footer": [*ONE, "Doors (#1)\n\n* feat: b\n\nBREAKING CHANGE: c\n\n* fix: d"],
    "squashed by git": [*ONE, "Squashed commit of the following:\n\ncommit 0123456789012345678901234567890123456789\nAuthor: Z <z@example.org>\nDate:   Mon Jan 1 00:00:00 2026 +0000\n\n    feat: b"],
    "revert of type revert": [*ONE, "revert: b"],
    "git's revert of what was released": [*ONE, 'Revert "feat: a"\n\nThis reverts commit {0}.'],
    "git's revert within the release": [*ONE, "feat: b", 'Revert "feat: b"\n\nThis reverts commit {1}.', "fix: c"],
    "pre-release, first": [*ONE, "branch: beta", "feat: b"],
    "pre-release, second": [*ONE, "branch: beta", "feat: b", "tag: v1.3.0-beta.1", "fix: c"],
    "pre-release, breaking after": [*ONE, "branch: beta", "feat: b", "tag: v1.3.0-beta.1", "feat!: c"],
    "pre-release ends": [*ONE, "feat: b", "tag: v1.3.0-beta.1", "fix: c"],
    "pre-release ends without commits": [*ONE, "feat: b", "tag: v1.3.0-beta.1", "docs: c"],
    "tens": ["feat: a", "tag: v1.9.0", "feat: b", "tag: v1.10.0", "fix: c"],
    "same commit, two tags": ["feat: a", "tag: v1.0.0", "tag: v1.1.0", "fix: b"],
    "skipped version exists": [*ONE, "branch: next", "fix: b", "tag: v1.2.4", "checkout: main", "fix: c"],
}


def run(directory, *command, check=True):
    ran = subprocess.run(command, cwd=directory, env=ENVIRONMENT, capture_output=True, text=True)
    if check and ran.returncode != 0:
        raise SystemExit(f"{command}: {ran.stdout}{ran.stderr}")
    return ran


def make(directory, steps):
    run(directory, "git", "init", "--quiet", "--initial-branch=main")
    hashes, time = [], 1_700_000_000
    for step in steps:
        time += 60
        ENVIRONMENT_AT = {"GIT_AUTHOR_DATE": f"{time} +0000", "GIT_COMMITTER_DATE": f"{time} +0000"}
        word, _, rest = step.partition(": ")
        if word == "tag":
            command = ["tag", rest]
        elif word == "branch":
            command = ["checkout", "--quiet", "-b", rest]
        elif word == "checkout":
            command = ["checkout", "--quiet", rest]
        elif word == "merge":
            name, _, message = rest.partition("|")
            command = ["merge", "--quiet", "--no-ff", "--message", message or f"Merge branch '{name}'", name]
        else:
            message = re.sub(r"\{(\d+)\}", lambda found: hashes[int(found[1])], step)
            command = ["commit", "--quiet", "--allow-empty", "--message", message]
        subprocess.run(["git", *command], cwd=directory, env=ENVIRONMENT | ENVIRONMENT_AT, check=True)
        if command[0] == "commit":
            hashes.append(run(directory, "git", "rev-parse", "HEAD").stdout.strip())


def configure(directory, zero="false"):
    """Files beside the history, of which git knows nothing."""
    (directory / ".git/info/exclude").write_text("*\n")
    (directory / "cliff.toml").write_text(CLIFF.replace("ZERO", zero))
    (directory / "psr.toml").write_text(PSR.replace("ZERO", zero))
    (directory / "pyproject.toml").write_text("[project]\nname = 'x'\nversion = '0.0.0'\n" + RELEASE.replace("ZERO", zero))
    run(directory, "git", "remote", "add", "origin", "https://example.org/z/x.git", check=False)


def tags(directory):
    return set(run(directory, "git", "tag").stdout.split())


def answers(directory):
    """What each says: a version, `-` for nothing to release, or `!` for an error."""
    known = tags(directory)

    def said(ran):
        words = ran.stdout.split()
        if ran.returncode != 0:
            return "!"
        version = words[-1].removeprefix("v") if words else "-"
        return "-" if f"v{version}" in known else version

    return (
        said(run(directory, WHEELPIN, "bump", "--print", check=False)),
        said(run(directory, PEERS / "git-cliff", "--config", "cliff.toml", "--bumped-version", check=False)),
        said(run(directory, PEERS / "semantic-release", "--noop", "--config", "psr.toml", "version", "--print", check=False)),
    )


def case(name):
    with tempfile.TemporaryDirectory() as directory:
        directory = pathlib.Path(directory)
        make(directory, CASES[name])
        configure(directory, "true" if name.startswith("major on zero") else "false")
        return name, answers(directory)


def generated():
    table = {}
    for line in (HERE / "next-versions.tsv").read_text().splitlines():
        if line and not line.startswith("#"):
            name, cliff, psr, reason = line.split("\t")
            table[name] = (cliff, psr, reason)
    failures, same = [], 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for name, (ours, cliff, psr) in pool.map(case, CASES):
            expected = table.pop(name, None)
            other = (cliff if cliff != ours else "=", psr if psr != ours else "=")
            if other == ("=", "="):
                same += 1
            if (expected[:2] if expected else ("=", "=")) != other:
                failures.append(f"{name}\t{other[0]}\t{other[1]}\t(wheelpin says {ours})")
    failures += [f"{name}: there is no such case" for name in table]
    if failures:
        print("\n".join(failures))
        raise SystemExit(f"{len(failures)} answers are others than next-versions.tsv says")
    print(f"{len(CASES)} histories: all three agree on {same}, the others are explained")


def walk(repository, name):
    """At each release of a line of history: what would have been said before it."""
    with tempfile.TemporaryDirectory() as directory:
        directory = pathlib.Path(directory)
        run(directory, "git", "clone", "--quiet", "--no-local", "--bare", repository, "all.git")
        bare = directory / "all.git"
        listed = run(bare, "git", "tag", "--merged", "HEAD", "--sort=creatordate").stdout.split()
        releases = [tag for tag in listed if re.fullmatch(r"v?\d+\.\d+\.\d+", tag)]
        prefix = "v" if sum(tag.startswith("v") for tag in releases) * 2 > len(releases) else ""
        releases = [tag for tag in releases if tag.startswith("v") == bool(prefix)][-int(os.environ.get("RELEASES", "12")) :]
        for tag in releases[1:]:
            commit = run(bare, "git", "rev-parse", f"{tag}^{{commit}}^").stdout.strip()
            work = directory / "work"
            run(directory, "rm", "-rf", str(work))
            run(directory, "git", "init", "--quiet", "--initial-branch=main", "work")
            run(work, "git", "fetch", "--quiet", "--no-tags", str(bare), commit)
            run(work, "git", "update-ref", "refs/heads/main", commit)
            before = [old for old in run(bare, "git", "tag", "--merged", commit).stdout.split() if re.fullmatch(r"v?\d+\.\d+\.\d+", old)]
            for old in before:
                object = run(bare, "git", "rev-parse", f"{old}^{{commit}}").stdout.strip()
                run(work, "git", "tag", "v" + old.removeprefix("v"), object)
            configure(work)
            print("\t".join([name, commit, tag.removeprefix("v"), *answers(work)]), flush=True)


if len(sys.argv) > 3:
    walk(sys.argv[4], sys.argv[5])
else:
    generated()

"""Take wheelpin up in `project`, look at what comes of it, and run its workflows.

Usage: init.py WHEELPIN INDEX INPUT      (in the directory that holds `project`)

WHEELPIN is the program, INDEX is wheelpin-rehearsal-index, INPUT the flake input; zizmor and actionlint are on PATH.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import time
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from run_workflow import Workflow, git  # noqa: E402

WHEELPIN, INDEX, INPUT = sys.argv[1:]
ROOT = pathlib.Path.cwd()
PROJECT = ROOT / "project"
REFERENCE = "acme/greeting/.github/workflows/release.yml@refs/heads/main"
SETTINGS = {
    "publishers": [
        {
            "project": "greeting", "pending": False, "provider": "github", "owner": "acme", "repository": "greeting",
            "owner-id": "1", "workflow": "release.yml",
        }
    ],
    "projects": ["greeting"],
    "race": 300,
    "claims": {
        "sub": "repo:acme/greeting:environment:pypi", "repository": "acme/greeting", "repository_id": "2",
        "repository_owner": "acme", "repository_owner_id": "1", "repository_visibility": "public",
        "workflow": "release", "workflow_ref": REFERENCE, "job_workflow_ref": REFERENCE,
        "workflow_sha": "0" * 40, "job_workflow_sha": "0" * 40, "event_name": "push", "ref": "refs/heads/main",
        "ref_type": "branch", "sha": "0" * 40, "run_id": "1", "run_attempt": "1", "environment": "pypi",
        "runner_environment": "github-hosted",
    },
}  # fmt: skip


def wheelpin(*words, code=0, directory=PROJECT):
    answer = subprocess.run(
        [WHEELPIN, *map(str, words)], cwd=directory, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert answer.returncode == code, f"wheelpin {words}: exit code {answer.returncode}\n{answer.stdout}"
    return answer.stdout


def tree(directory):
    """Every file that git would commit, with what is in it."""
    names = git(directory, "ls-files", "--cached", "--others", "--exclude-standard").splitlines()
    return {name: (directory / name).read_bytes() for name in names}


def commit(message, push=True):
    git(PROJECT, "add", "--all")
    git(PROJECT, "commit", "--quiet", "--allow-empty", "--message", message)
    if push:
        git(PROJECT, "push", "--quiet", "origin", "main")


def take_up(index):
    instance = ROOT / "sigstore.json"
    root = json.loads(index["trusted-root"])
    instance.write_text(json.dumps({"fulcio": index["fulcio"], "rekor": index["rekor"], "trustedRoot": root}))
    arguments = ["--simple", index["simple"], "--sigstore", str(instance)]
    with open(PROJECT / "pyproject.toml", "a") as file:
        file.write(f"\n[tool.wheelpin.init]\nrepository = \"https://github.example/acme/greeting\"\nshards = 2\narguments = {json.dumps(arguments)}\n")
    shown = wheelpin("init", "--dry-run", "--wheelpin", INPUT, "--index", index["upload"])
    assert "new      .github/workflows/release.yml" in shown, shown
    assert not (PROJECT / "flake.nix").exists()
    # Somebody's own file stays, and is told.
    own = PROJECT / "RELEASING.md"
    own.write_text("Ours.\n")
    told = wheelpin("init", "--yes", "--wheelpin", INPUT, "--index", index["upload"])
    assert "kept     RELEASING.md (not wheelpin's" in told, told
    assert own.read_text() == "Ours.\n"
    wheelpin("init", "--yes", "--wheelpin", INPUT, "--overwrite", "RELEASING.md")
    before = tree(PROJECT)
    told = wheelpin("init", "--yes", "--wheelpin", INPUT)
    assert "everything is as it should be" in told, told
    assert tree(PROJECT) == before
    for name in ["flake.nix", "flake.lock", "CHANGELOG.md", ".github/wheelpin-pins.json", ".github/actions/take/action.yml"]:
        assert name in before, sorted(before)
    # A workflow that somebody changed is told, with what differs.
    workflow = PROJECT / ".github/workflows/release.yml"
    text = workflow.read_text()
    workflow.write_text(text.replace("timeout-minutes: 240", "timeout-minutes: 24"))
    told = wheelpin("init", "--check", code=1)
    assert "release.yml: changed by hand" in told and "+    timeout-minutes: 240" in told, told
    workflow.write_text(text)
    assert "as they were made" in wheelpin("init", "--check")
    return own


def lint():
    files = [".github/workflows/ci.yml", ".github/workflows/release.yml"]
    actions = sorted(map(str, (PROJECT / ".github/actions").glob("*/action.yml")))
    for command in [
        ["zizmor", "--offline", "--no-progress", "--persona=auditor", "--config", ".github/zizmor.yml", *files, *actions],
        ["actionlint", *files],
    ]:
        answer = subprocess.run(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert answer.returncode == 0, answer.stdout
    # They do find what is wrong.
    bad = ROOT / "bad.yml"
    bad.write_text((PROJECT / files[1]).read_text().replace("persist-credentials: false", "persist-credentials: true"))
    answer = subprocess.run(["zizmor", "--offline", "--no-progress", "--persona=auditor", bad], stdout=subprocess.PIPE, text=True)
    assert answer.returncode != 0 and "artipacked" in answer.stdout
    bad.write_text("on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - runs: ls\n")
    assert subprocess.run(["actionlint", bad], stdout=subprocess.PIPE).returncode == 1


def variables(index):
    home = ROOT / "home"
    home.mkdir(exist_ok=True)
    kept = {key: os.environ[key] for key in ["PATH", "NIX_CONFIG", "NIX_PATH", "NIX_REMOTE"] if key in os.environ}
    return {
        **kept, "HOME": str(home), "PYTHON_HERE": sys.executable, "GITHUB_REPOSITORY": "acme/greeting",
        "GITHUB_API_URL": index["github"], "ACTIONS_ID_TOKEN_REQUEST_URL": index["issuer"],
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN": index["bearer"], "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }  # fmt: skip


def workflow(index, name, number, **more):
    return Workflow(ROOT / "remote.git", "main", name, ROOT / f"run-{number}", variables(index), **more)


def all_succeeded(results, but=()):
    wrong = {name: it for name, it in results.items() if it != "success" and name not in but}
    assert not wrong, wrong


def asked(url):
    with urllib.request.urlopen(url) as answer:
        return json.load(answer)


def released(index, version):
    """What the index has of a version: name to SHA-256."""
    (project,) = [it for it in asked(index["debug"] + "state")["projects"] if it["name"] == "greeting"]
    return {
        file["name"]: file["sha256"] for it in project["releases"] if it["version"] == version for file in it["files"]
    }


def main():
    process = subprocess.Popen(
        [INDEX, json.dumps(SETTINGS), "--until-eof"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    index = json.loads(process.stdout.readline())
    took = time.monotonic()
    take_up(index)
    lint()
    commit("feat: greet in workflows", push=False)
    run = ["git", "init", "--quiet", "--bare", "--initial-branch=main", str(ROOT / "remote.git")]
    subprocess.run(run, check=True)
    git(PROJECT, "remote", "add", "origin", str(ROOT / "remote.git"))
    git(PROJECT, "push", "--quiet", "origin", "main", "v0.1.0")

    print(f"taken up after {time.monotonic() - took:.0f} s", flush=True)
    # Pull requests: the commit is checked out without a branch.
    ci = workflow(index, "ci", 1, event="pull_request")
    all_succeeded(ci.run())
    assert any("rehearsed: nothing left this machine" in said for _, _, said in ci.ran), [it[0] for it in ci.ran]
    assert released(index, "0.2.0") == {}
    print(f"checked after {time.monotonic() - took:.0f} s", flush=True)

    # A dry run publishes nothing.
    dry = workflow(index, "release", 2, event="workflow_dispatch", inputs={"dry-run": True})
    results = dry.run()
    assert results["tested"] == "success" and results["tag"] == results["publish"] == "skipped", results
    assert git(ROOT / "remote.git", "tag") == "v0.1.0"

    # A runner is lost before anything is published; the jobs that failed are run again.
    release = workflow(index, "release", 3)
    release.fail_before = "--until publish"
    results = release.run()
    assert results["tag"] == "success" and results["publish"] == "failure" and results["forge"] == "skipped", results
    assert git(ROOT / "remote.git", "tag").split() == ["v0.1.0", "v0.2.0"]
    assert released(index, "0.2.0") == {}
    all_succeeded(release.run())
    files = released(index, "0.2.0")
    assert len(files) == 3, files
    built = {file.name for file in (release.artifacts / "release-built").iterdir()}
    assert set(files) <= built
    assert len(release.not_run) == 0, release.not_run
    # No job with rights ran anything that another made.
    for title, script, _ in release.ran:
        assert "testers/" not in script or "nix run .#release" not in script, title
    page = asked(index["github"].rstrip("/") + "/repos/acme/greeting/releases/tags/v0.2.0")
    names = {asset["name"] for asset in page["assets"]}
    assert set(files) <= names and "wheelpin.json" in names, names
    git(PROJECT, "pull", "--quiet", "--ff-only", "origin", "main")

    # Run again as a whole: there is nothing left to do.
    again = workflow(index, "release", 4)
    results = again.run()
    assert results["plan"] == "success" and results["build"] == "skipped", results
    # The files that the release changed are no drift.
    assert "as they were made" in wheelpin("init", "--check")
    process.stdin.close()
    assert process.wait(20) == 0
    count = len(ci.ran) + len(dry.ran) + len(release.ran) + len(again.ran)
    shutil.rmtree(ROOT / "home", ignore_errors=True)
    print(f"workflows: zizmor and actionlint find nothing, {count} steps were run, greeting 0.2.0 is released")


main()

"""Cells of a tree planned, built and tested by the program, as a customer would."""

import json
import os
import pathlib
import resource
import subprocess
import time
from collections import Counter

NICE = ["nice", "-n", "15"]


class Refused(Exception):
    """The program's error, in its own words."""


def plan(program: str, tree: pathlib.Path) -> dict:
    """The plan of a tree; `Refused` where there is none."""
    done = subprocess.run([*NICE, program, "plan", str(tree), "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        raise Refused(done.stderr.strip())
    return json.loads(done.stdout)


def build(program: str, tree: pathlib.Path, out: pathlib.Path, only: list[str], log: pathlib.Path) -> dict:
    """Wheels in `out`; what happened: seconds of the wall, CPU seconds of all builders, the last event, and
    the derivations that were built and their names."""
    command = [*NICE, program, "build", str(tree), "--out", str(out), "--jobs", "2", "--json"]
    for glob in only:
        command += ["--only", glob]
    before, start = cpu(), time.monotonic()
    with open(log, "w") as events:
        environment = os.environ | {"NIX_CONFIG": os.environ.get("NIX_CONFIG", "") + "\ncores = 2"}
        done = subprocess.run(command, stdout=events, stderr=subprocess.PIPE, text=True, env=environment)
    seconds, used = time.monotonic() - start, cpu() - before
    last, made, derivations = {}, [], []
    with open(log) as events:
        for line in events:
            last = json.loads(line)
            if last.get("event") == "started" and last.get("derivation"):
                derivations.append(last["derivation"])
                made.append(pathlib.PurePath(last["derivation"]).name[33:].removesuffix(".drv"))
    if last.get("event") != "end":
        raise Refused(done.stderr.strip() or json.dumps(last))
    return {"code": done.returncode, "seconds": seconds, "cpu": used, "end": last, "made": made, "derivations": derivations}


def cold(made: list[str], manifest: dict) -> bool:
    """Was everything compiled for these cells, and nothing of the project there before?"""
    cells = sum(file["cell"] is not None for file in manifest["files"])
    return all(sum(name.startswith(f"wheelpin-{step}-") for name in made) >= cells for step in ("dependencies", "compiled"))


def cpu() -> float:
    """CPU seconds of all processes that were waited for: Nix's builders too, where there is no daemon."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def verdicts(manifest: dict, refused: list[dict]) -> dict:
    """How many findings of each severity and rule the checks had, in all files."""
    count = {"error": Counter(), "warning": Counter(), "info": Counter()}
    lists = [file["findings"] for file in manifest["files"]] + [manifest["findings"]]
    lists += [check["findings"] for check in refused]
    for finding in (it for findings in lists for it in findings or []):
        count[finding["severity"]][finding["rule"]] += 1
    return {severity: dict(sorted(rules.items())) for severity, rules in count.items()}


def test(program: str, tree: pathlib.Path, out: pathlib.Path, wheelhouse: pathlib.Path | None, pythons: list[str]) -> list[dict]:
    """The wheels of `out` in every Python of this machine, and `pythons` of others."""
    command = [*NICE, program, "test", str(out), "--project", str(tree), "--require", "none", "--jobs", "2", "--json"]
    for python in pythons:
        command += ["--add-python", python]
    if wheelhouse:
        command += ["--wheelhouse", str(wheelhouse)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    last = json.loads(done.stdout.splitlines()[-1]) if done.stdout else {}
    if last.get("event") != "end":
        raise Refused(done.stderr.strip() or json.dumps(last))
    return [{"file": file["file"], **it} for file in last["files"] for it in file["tests"]]

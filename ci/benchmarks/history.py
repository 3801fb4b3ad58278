"""Runs of `ci/bench all` that are kept: one line of JSON each, in ci/bench-history/runs.jsonl."""

import datetime
import json
import os
import pathlib
import platform
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
RUNS = ROOT / "ci" / "bench-history" / "runs.jsonl"
SCHEMA = 1

# A machine with less to do than this, in processes per core, is taken for quiet.
QUIET = 0.25


def machine():
    """What the machine is, as far as Linux says."""
    found = lambda file, key: next((line.split(":", 1)[1].strip() for line in pathlib.Path(file).read_text().splitlines() if line.startswith(key)), None)
    memory = found("/proc/meminfo", "MemTotal")
    return {
        "cores": len(os.sched_getaffinity(0)),
        # Not on every processor.
        "cpu": found("/proc/cpuinfo", "model name") or platform.machine(),
        "memoryMiB": int(memory.split()[0]) // 1024 if memory else None,
        "kernel": platform.release(),
    }


def begin(rounds):
    """A run without results; what the machine was doing is looked at now."""
    git = lambda *words: subprocess.run(["git", "-C", ROOT, *words], check=True, capture_output=True, text=True).stdout.strip()
    load = os.getloadavg()[0]
    return {
        "schema": SCHEMA,
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "commit": git("rev-parse", "HEAD"),
        "changed": bool(git("status", "--porcelain", "--untracked-files=no")),
        "machine": machine(),
        "load": round(load, 2),
        "quiet": load < QUIET * len(os.sched_getaffinity(0)),
        "rounds": rounds,
        "peers": {},
        "rows": [],
        "failed": [],
    }


def read(path=RUNS):
    """All runs, the oldest first."""
    try:
        lines = path.read_text().splitlines()
    except FileNotFoundError:
        return []
    runs = []
    for number, line in enumerate(lines, 1):
        try:
            run = json.loads(line)
            known = run["schema"] == SCHEMA
        except (ValueError, KeyError, TypeError) as error:
            raise SystemExit(f"bench: {path}:{number} is no run: {error}")
        if not known:
            raise SystemExit(f"bench: {path}:{number} has schema {run['schema']}, known is {SCHEMA}")
        runs.append(run)
    return runs


def keep(run, path=RUNS):
    """Adds a run, or leaves everything as it was."""
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text() if path.exists() else ""
    partial = path.with_name(path.name + ".new")
    partial.write_text(before + json.dumps(run, ensure_ascii=False) + "\n")
    os.replace(partial, path)

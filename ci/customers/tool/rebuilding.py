"""Whether a project's wheels are the same bytes when everything is built again, as on another machine."""

import json
import pathlib
import subprocess
import time

import building
from customer import Customer

HOW = "wheelpin reproduce: a second store, and other "
# What `wheelpin reproduce` can have otherwise, where root asks for it.
ALL = ("directory", "clock", "cores", "machine", "user", "order")


def rebuild(program: str, customer: Customer, source: pathlib.Path, first: list[dict], work: pathlib.Path) -> dict:
    """All cells built once more by `wheelpin reproduce`: in a second store, by another clock, in another directory, with
    directories in another order and so on, beside what is in the first store.

    `first` are the files of the first build, as in its manifest. The seconds are those of the second build, with the
    filling of its store, which finds the toolchain, Zig's caches and every download, and nothing of the project."""
    tree = customer.tree(source, work / "again", customer.config)
    command = [*building.NICE, program, "reproduce", str(tree), "--jobs", "2", "--json"]
    # What failed at first would fail again.
    for file in first:
        command += ["--only", file["cell"]]
    wheels = {file["file"]: file["sha256"] for file in first if file["file"].endswith(".whl")}
    command += ["--no-sdist"]
    log = work / "again.json"
    before, start = building.cpu(), time.monotonic()
    with open(log, "w") as events:
        done = subprocess.run(command, stdout=events, stderr=subprocess.PIPE, text=True)
    seconds, used = time.monotonic() - start, building.cpu() - before
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    last = lines[-1] if lines else {}
    if last.get("event") != "end" or "files" not in last:
        raise building.Refused(done.stderr.strip() or json.dumps(last))
    found = {file["first"]["file"]: file for file in last["files"] if file["first"]}
    differ = sorted(
        f"{name}: {', '.join(sorted({it['cause'] for it in found[name]['differences'] if not it['follows']}))}"
        for name in wheels
        if name in found and not found[name]["reproducible"]
    )
    lost = sorted(name for name in wheels if name not in found or found[name]["first"]["sha256"] != wheels[name])
    started = [pathlib.PurePath(it["derivation"]).name[33:] for it in lines if it.get("event") == "started" and it.get("derivation")]
    compiled = [name for name in started if name.startswith(("wheelpin-dependencies-", "wheelpin-linked-"))]
    if not compiled:
        raise building.Refused("nothing was compiled again")
    varied = [it["what"] for it in last["variations"] if it["varied"]]
    return {
        "how": HOW + ", ".join(varied),
        "same": len(wheels) - len(differ) - len(lost),
        "differ": differ,
        "lost": lost,
        "seconds": round(seconds),
        "cpuSeconds": round(used),
        "compilations": len(compiled),
    }

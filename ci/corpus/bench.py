"""Measure the checker against auditwheel show, abi3audit and twine check.

Usage: bench.py CACHE WHEELPIN [--rounds N] [--json FILE]

The wheels are the hundred that files.txt marks with b. Each peer is called its
fastest way, once for all files that are its business: abi3audit and twine take many
files; auditwheel takes one, and is called by its main function in one Python process.
auditwheel is given the Linux wheels, abi3audit the abi3 ones, twine all of them;
wheelpin does everything it can with all of them. Rounds are interleaved; medians of
wall and processor time are printed. Nothing is asserted.
"""

import argparse
import importlib.metadata
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

import fetch

HERE = pathlib.Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "benchmarks"))
import measured


def measure(command):
    """Wall and processor seconds of a command, which may end with a finding."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+") as said:
        status = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=said).returncode
        wall = time.perf_counter() - start
        if status not in (0, 1):
            said.seek(0)
            sys.exit(f"bench: {command[0]} ended with {status}: {said.read()[-800:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cache", type=pathlib.Path)
    parser.add_argument("wheelpin", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=pathlib.Path)
    arguments = parser.parse_args()

    paths = fetch.corpus(arguments.cache, [file for file in fetch.listed() if "b" in file.marks])
    linux = [path for path in paths if "linux" in path.name]
    abi3 = [path for path in paths if "abi3" in path.name.split("-")[-2].split(".")]
    programs = arguments.cache / "peers" / "bin"
    sides = {
        "auditwheel show": ([sys.executable, HERE / "peers.py", "auditwheel", arguments.cache, *linux], len(linux)),
        "abi3audit": ([programs / "abi3audit", *abi3], len(abi3)),
        "twine check": ([programs / "twine", "check", *paths], len(paths)),
        "wheelpin check": ([arguments.wheelpin, "check", "--json", *paths], len(paths)),
    }
    times = {name: [] for name in sides}
    for round in range(arguments.rounds + 1):
        print("bench: " + (f"round {round} of {arguments.rounds}" if round else "warming all sides once"), file=sys.stderr)
        for name, (command, _) in sides.items():
            took = measure(command)
            if round:
                times[name].append(took)

    medians = {name: [statistics.median(column) for column in zip(*rows)] for name, rows in times.items()}
    peers = [sum(medians[name][column] for name in sides if name != "wheelpin check") for column in (0, 1)]
    megabytes = sum(path.stat().st_size for path in paths) / 1e6
    print(f"{f'{len(paths)} wheels, {megabytes:.0f} MB':32} {'wheels':>10} {'wall':>10} {'processor':>10}")
    for name, (_, count) in sides.items():
        if name == "wheelpin check":
            print(f"{'the three together':32} {'':>10} {peers[0]:9.2f}s {peers[1]:9.2f}s")
        wall, processor = medians[name]
        print(f"{name:32} {count:>10} {wall:9.2f}s {processor:9.2f}s")
    ours = medians["wheelpin check"]
    print(f"{'times faster (goal: wall ≥50)':32} {'':>10} {peers[0] / ours[0]:9.1f}× {peers[1] / ours[1]:9.1f}×")
    if arguments.json:
        names = [name for name in sides if name != "wheelpin check"]
        walls = {name: [wall for wall, _ in rows] for name, rows in times.items()}
        together = [sum(round) for round in zip(*(walls[name] for name in names))]
        row = measured.row(f"check of {len(paths)} wheels", " + ".join(names), ("faster", 50), together, walls["wheelpin check"])
        peers = {name.split()[0]: importlib.metadata.version(name.split()[0]) for name in names}
        measured.write(arguments.json, "check", peers, [row])


if __name__ == "__main__":
    main()

"""Run every mode of ci/bench, one after the other, and print one table.

Usage: ci/bench all [--rounds N] [--only MODE]… [--keep]

What the modes say themselves goes to stderr. A mode that fails has a row that says so, and the
command fails at its end; what was measured is kept all the same. A missed must fails nothing.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

import history
import measured
import plot

MODES = ("build", "pythons", "plan", "check", "version", "upload")


def main():
    parser = argparse.ArgumentParser(prog="ci/bench all", description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", action="append", choices=MODES, help="this mode; may be given again")
    parser.add_argument("--keep", action="store_true", help="add the run to ci/bench-history/, renew page and plot")
    arguments = parser.parse_args()
    if arguments.rounds < 1:
        parser.error("--rounds: at least 1")
    if arguments.keep and arguments.only:
        parser.error("--keep keeps whole runs: leave out --only")

    run = history.begin(arguments.rounds)
    if not run["quiet"]:
        print(f"bench: the machine is busy (load {run['load']}): what is measured says little", file=sys.stderr)
    rows = []
    with tempfile.TemporaryDirectory() as directory:
        for mode in arguments.only or MODES:
            print(f"bench: {mode}", file=sys.stderr, flush=True)
            file = pathlib.Path(directory) / f"{mode}.json"
            command = [history.ROOT / "ci" / "bench", mode, "--rounds", str(arguments.rounds), "--json", file]
            status = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr).returncode
            if status == 0 and not file.exists():
                status = "no result"
            if status != 0:
                run["failed"].append(mode)
                rows.append((mode, "", "", "", f"failed: {status}", "", "NO"))
                continue
            result = json.loads(file.read_text())
            run["peers"].update(result["peers"])
            run["rows"].extend({"mode": mode, **row} for row in result["rows"])
            rows.extend(measured.cells(row) for row in result["rows"])
    print(measured.table(rows))
    if arguments.keep:
        history.keep(run)
        plot.renew()
        print(f"bench: kept in {history.RUNS.relative_to(history.ROOT)}; commit it with {plot.PAGE.relative_to(history.ROOT)} and the plot", file=sys.stderr)
    if run["failed"]:
        sys.exit(f"bench: failed: {', '.join(run['failed'])}")


if __name__ == "__main__":
    main()

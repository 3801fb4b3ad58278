"""What was measured: rows of a work, its peer and wheelpin, in seconds per round.

A row's `must` is what the design asks of it: `at-most` N times the peer's wall time, `faster` at
least N times, or at most N seconds `extra`.

As a program, for shell scripts: measured.py MODE [--json FILE] [--peer NAME=VERSION]…
[--row WORK AGAINST KIND VALUE PEER-FILE WHEELPIN-FILE]… prints the rows, whose rounds stand in files.
"""

import argparse
import json
import os
import pathlib
import statistics

SCHEMA = 1
HEAD = ("work", "against", "peer", "wheelpin", "ratio", "must", "met")


def row(work, against, must, peer, wheelpin):
    """One row; `must` is (KIND, NUMBER) or None, the rest texts and lists of seconds."""
    must = {"kind": must[0], "value": must[1]} if must else None
    return {"work": work, "against": against, "must": must, "peer": list(peer), "wheelpin": list(wheelpin)}


def medians(row):
    return statistics.median(row["peer"]), statistics.median(row["wheelpin"])


def compared(row):
    """The number that `must` is about, as it is shown: with two digits after the point."""
    peer, wheelpin = medians(row)
    kind = row["must"]["kind"] if row["must"] else "at-most"
    number = {"at-most": lambda: wheelpin / peer, "faster": lambda: peer / wheelpin, "extra": lambda: wheelpin - peer}[kind]
    return round(number(), 2)


def is_met(row):
    """Whether a row is as the design asks; None where it asks nothing."""
    if not row["must"]:
        return None
    number, value = compared(row), row["must"]["value"]
    return number >= value if row["must"]["kind"] == "faster" else number <= value


def must_text(row):
    if not row["must"]:
        return ""
    value = f"{row['must']['value']:g}"
    return {"at-most": f"≤ {value} ×", "faster": f"≥ {value} × faster", "extra": f"≤ {value} s more"}[row["must"]["kind"]]


def cells(row):
    """The texts of a row, in the order of HEAD."""
    peer, wheelpin = medians(row)
    kind = row["must"]["kind"] if row["must"] else "at-most"
    number = {"at-most": "{:.2f} ×", "faster": "{:.1f} × faster", "extra": "{:+.2f} s"}[kind].format(compared(row))
    met = {True: "yes", False: "NO", None: ""}[is_met(row)]
    return (row["work"], row["against"], f"{peer:.3g} s" if peer < 1 else f"{peer:.2f} s", f"{wheelpin:.3g} s" if wheelpin < 1 else f"{wheelpin:.2f} s", number, must_text(row), met)


def table(rows):
    """Rows of texts below HEAD, numbers to the right."""
    rows = [HEAD, *rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    is_number = (False, False, True, True, True, True, False)
    lines = ("  ".join(f"{text:>{width}}" if right else f"{text:<{width}}" for text, width, right in zip(row, widths, is_number)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def write(path, mode, peers, rows):
    """What a mode measured, whole or not at all. `peers`: versions by name."""
    path = pathlib.Path(path)
    partial = path.with_name(path.name + ".new")
    partial.write_text(json.dumps({"schema": SCHEMA, "mode": mode, "peers": peers, "rows": rows}, ensure_ascii=False) + "\n")
    os.replace(partial, path)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("mode")
    parser.add_argument("--json")
    parser.add_argument("--peer", action="append", default=[])
    parser.add_argument("--row", action="append", nargs=6, default=[])
    arguments = parser.parse_args()
    seconds = lambda file: [float(line) for line in pathlib.Path(file).read_text().split()]
    rows = [
        row(work, against, (kind, float(value)) if kind else None, seconds(peer), seconds(wheelpin))
        for work, against, kind, value, peer, wheelpin in arguments.row
    ]
    print(table([cells(row) for row in rows]))
    if arguments.json:
        write(arguments.json, arguments.mode, dict(peer.split("=", 1) for peer in arguments.peer), rows)


if __name__ == "__main__":
    main()

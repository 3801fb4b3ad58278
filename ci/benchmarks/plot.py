"""Make docs/benchmarks.md and docs/images/bench.svg of the runs that are kept.

Usage: ci/bench plot [--check] [--history FILE --out DIRECTORY]

The same runs give the same bytes. --check writes nothing and fails if they are not up to date.
"""

import argparse
import math
import os
import pathlib
import sys
from xml.sax.saxutils import escape

import history
import measured

PAGE = history.ROOT / "docs" / "benchmarks.md"
IMAGE = "images/bench.svg"

# Pixels, and how many times as fast as its peer wheelpin is at both ends of the scale.
WIDTH, TOP, ROW, LEFT, RIGHT = 960, 58, 46, 340, 756
TICKS = (0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)

STYLE = """
svg { font: 13px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
.ground { fill: #ffffff; } .text { fill: #1f2328; } .faint { fill: #59636e; font-size: 11px; }
.grid { stroke: #d1d9e0; } .one { stroke: #818b98; } .must { stroke: #1f2328; stroke-width: 2; }
.met { fill: #1a7f37; } .missed { fill: #cf222e; } .plain { fill: #0969da; }
.before { fill: #818b98; opacity: 0.6; } .trend { fill: none; stroke: #818b98; stroke-width: 1.5; }
@media (prefers-color-scheme: dark) {
  .ground { fill: #0d1117; } .text { fill: #f0f6fc; } .faint { fill: #9198a1; }
  .grid { stroke: #3d444d; } .one { stroke: #9198a1; } .must { stroke: #f0f6fc; }
  .met { fill: #3fb950; } .missed { fill: #f85149; } .plain { fill: #4493f8; }
}
"""


def speed(row):
    """How many times as fast as its peer wheelpin is."""
    peer, wheelpin = measured.medians(row)
    return peer / max(wheelpin, 1e-6)


def wanted(row):
    """The speed that `must` asks for; None where it asks nothing."""
    if not row["must"]:
        return None
    value = row["must"]["value"]
    peer = measured.medians(row)[0]
    return {"at-most": 1 / value, "faster": value, "extra": peer / (peer + value)}[row["must"]["kind"]]


def times(number):
    return f"{number:.2f} ×" if number < 9.995 else f"{number:.0f} ×"


def picture(runs):
    """The SVG: one row per work of the last run, dots of earlier runs behind it."""
    last = runs[-1]["rows"]
    earlier = {row["work"]: [speed(old) for run in runs for old in run["rows"] if old["work"] == row["work"]] for row in last}
    shown = [speed for speeds in earlier.values() for speed in speeds] + [wanted(row) for row in last if row["must"]]
    most = next((tick for tick in TICKS if tick >= max(shown, default=1)), TICKS[-1])
    least = min(0.5, *shown) if shown else 0.5
    x = lambda number: LEFT + (RIGHT - LEFT) * (math.log(min(max(number, least), most) / least) / math.log(most / least))
    height = TOP + ROW * len(last) + 34
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" aria-label="How many times as fast as its peers wheelpin is">',
        f"<style>{STYLE}</style>",
        f'<rect class="ground" width="{WIDTH}" height="{height}" rx="6"/>',
        f'<text class="text" x="16" y="24" font-weight="600">How many times as fast as its peer</text>',
        f'<text class="faint" x="{WIDTH - 16}" y="24" text-anchor="end">{len(runs)} run{"s" if len(runs) > 1 else ""} kept, the last of {escape(runs[-1]["date"][:10])}</text>',
    ]
    for tick in TICKS:
        if least <= tick <= most:
            out.append(f'<line class="{"one" if tick == 1 else "grid"}" x1="{x(tick):.1f}" x2="{x(tick):.1f}" y1="{TOP - 8}" y2="{height - 30}"/>')
            out.append(f'<text class="faint" x="{x(tick):.1f}" y="{TOP - 14}" text-anchor="middle">{tick:g} ×</text>')
    for number, row in enumerate(last):
        middle = TOP + ROW * number + ROW / 2
        now, must, met = speed(row), wanted(row), measured.is_met(row)
        kind = {True: "met", False: "missed", None: "plain"}[met]
        said = {True: ", as it must", False: ", less than it must", None: ""}[met]
        begin, end = sorted((x(1), x(now)))
        out.append(f'<text class="text" x="16" y="{middle - 2:.1f}">{escape(row["work"])}</text>')
        out.append(f'<text class="faint" x="16" y="{middle + 13:.1f}">against {escape(row["against"])}</text>')
        out.append(f'<rect class="{kind}" x="{begin:.1f}" y="{middle - 8:.1f}" width="{max(end - begin, 2):.1f}" height="16" rx="2"><title>{times(now)}{said}</title></rect>')
        for old in earlier[row["work"]][:-1]:
            out.append(f'<circle class="before" cx="{x(old):.1f}" cy="{middle + 13:.1f}" r="2.5"/>')
        if must:
            out.append(f'<line class="must" x1="{x(must):.1f}" x2="{x(must):.1f}" y1="{middle - 13:.1f}" y2="{middle + 13:.1f}"/>')
        out.append(trend(earlier[row["work"]], middle))
        out.append(f'<text class="text" x="{RIGHT + 20}" y="{middle - 2:.1f}">{times(now)}</text>')
        out.append(f'<text class="faint" x="{RIGHT + 20}" y="{middle + 13:.1f}">{ {True: "met", False: "NOT met", None: "nothing asked"}[met] }</text>')
    out.append(f'<text class="faint" x="16" y="{height - 12}">Bar: the last run. Upright stroke: what it must be. Grey dots and line: runs before, oldest to the left. Scale: logarithmic.</text>')
    out.append("</svg>\n")
    return "\n".join(line for line in out if line)


def trend(speeds, middle):
    """A small line of all runs; nothing of fewer than two."""
    speeds = speeds[-24:]
    low, high = min(speeds), max(speeds)
    if len(speeds) < 2:
        return ""
    left = RIGHT + 104
    step = (WIDTH - 16 - left) / (len(speeds) - 1)
    y = lambda number: middle if high == low else middle + 12 - 24 * (number - low) / (high - low)
    points = " ".join(f"{left + step * number:.1f},{y(value):.1f}" for number, value in enumerate(speeds))
    return f'<polyline class="trend" points="{points}"/>'


def page(runs):
    """The page, in Markdown."""
    text = ["# Benchmarks", "", "Made by `ci/bench plot` from `ci/bench-history/`. Wheelpin beside the same tools run plainly, in one run, on the same", "cores: medians of interleaved rounds. `ci/bench all --keep` measures anew and renews this page; `ci/bench` says what", "each mode does.", ""]
    if not runs:
        return "\n".join([*text, "No run is kept yet.", ""])
    run = runs[-1]
    text += [f"![How many times as fast as its peers wheelpin is]({IMAGE})", "", "## The last run", ""]
    text += ["| " + " | ".join(measured.HEAD) + " |", "|---|---|---:|---:|---:|---:|---|"]
    text += ["| " + " | ".join(cell.replace("|", "\\|") for cell in measured.cells(row)) + " |" for row in run["rows"]]
    text += [f"| {mode} | | | | failed | | NO |" for mode in run["failed"]]
    machine = run["machine"]
    memory = f", {machine['memoryMiB'] / 1024:.0f} GiB" if machine["memoryMiB"] else ""
    changed = ", with changes that are not committed" if run["changed"] else ""
    text += [
        "",
        f"- When: {run['date']}, {run['rounds']} round{'s' if run['rounds'] != 1 else ''}, commit `{run['commit'][:12]}`{changed}",
        f"- Where: {machine['cores']} cores of {machine['cpu']}{memory}, Linux {machine['kernel']}",
        f"- Load when it began: {run['load']}" + ("" if run["quiet"] else ": **the machine was busy, the numbers say little**"),
        "- Beside: " + ", ".join(f"{name} {version}" for name, version in sorted(run["peers"].items())),
        "",
        "Ratio is wheelpin's time by the peer's (less is better), where it says *faster* the peer's by wheelpin's (more is",
        "better). Rows that must be so many seconds more compare with the part of the work that is not wheelpin's.",
        "",
    ]
    return "\n".join(text)


def files(runs, docs):
    """What is to stand in which file; None: no file."""
    has_rows = bool(runs and runs[-1]["rows"])
    return {docs / "benchmarks.md": page(runs), docs / IMAGE: picture(runs) if has_rows else None}


def renew(runs=None, docs=PAGE.parent):
    for path, text in files(history.read() if runs is None else runs, docs).items():
        if text is None:
            path.unlink(missing_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(path.name + ".new")
        partial.write_text(text)
        os.replace(partial, path)


def main():
    parser = argparse.ArgumentParser(prog="ci/bench plot", description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--history", type=pathlib.Path, default=history.RUNS)
    parser.add_argument("--out", type=pathlib.Path, default=PAGE.parent)
    arguments = parser.parse_args()
    runs = history.read(arguments.history)
    if not arguments.check:
        return renew(runs, arguments.out)
    old = [path for path, text in files(runs, arguments.out).items() if (path.read_text() if path.exists() else None) != text]
    if old:
        sys.exit(f"bench: {', '.join(map(str, old))}: not what the kept runs say: type ci/bench plot")


if __name__ == "__main__":
    main()

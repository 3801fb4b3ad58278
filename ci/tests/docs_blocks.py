"""Run every code block of README.md and docs/, and compare what is shown with what comes.

Usage: docs_blocks.py WHEELPIN SCRATCH [PAGE…]

WHEELPIN is the program; SCRATCH an empty directory with a copy of this repository in `home/wheelpin`; PEERS, in the
environment, a directory with maturin and pip.

A block of `console` is commands after `$ ` and what they print (stdout and stderr). A line `…` stands for any lines,
`…` within a line for any text; times, sizes and hashes may differ. A command without output may print anything. Each
must end with 0. They run in order, page by page, in a project of their own: a copy of examples/abi3 in git, with a
remote, released as v0.1.0, with a feature since.

A block of `toml` is added to the project's pyproject.toml, which is then planned, and read by the commands that its
tables are for. Of `nix`, a flake is evaluated and anything else parsed. `json` and `yaml` are parsed, `jinja` is used
as the changelog's template, `text` is no code.

Comments before a block, which no reader sees:

    <!-- not run: REASON -->     what cannot be run here
    <!-- in: PLACE -->           from here on: greeting, per-python, workspace, wheelpin (this repository), nothing
    <!-- with: PATH… -->         files that must be there
    <!-- exit code: N -->        what the block's last command ends with
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tomllib

WHEELPIN = pathlib.Path(sys.argv[1]).resolve()
SCRATCH = pathlib.Path(sys.argv[2]).resolve()
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
HOME = SCRATCH / "home"
EXAMPLES = {"greeting": "abi3", "per-python": "per-python", "workspace": "workspace"}
# Seconds that one command may take.
LONGEST = 1200
COMMENT = re.compile(r"<!-- (not run|in|with|exit code): (.*) -->")
# What differs from run to run.
VOLATILE = [
    (re.compile(r"/nix/store/[0-9a-z]{32}-"), "/nix/store/HASH-"),
    (re.compile(r"\b[0-9a-f]{64}\b"), "HASH"),
    (re.compile(r"\b(?=[0-9a-f]*[0-9])[0-9a-f]{7,40}\b"), "HASH"),
    (re.compile(r"\b(\d+ min )?\d+(\.\d+)? m?s\b"), "TIME"),
    (re.compile(r"\b\d+ min\b"), "TIME"),
    # What took less than a second has none.
    (re.compile(r" +TIME$"), ""),
    (re.compile(r"\b\d+(\.\d+)? ([kMG]i?)?B\b"), "SIZE"),
    # What Nix had built before.
    (re.compile(r"(in TIME|before)(?= +dist/)"), "WHEN"),
    (re.compile(r" \(\d+ built already\)"), ""),
    (re.compile(r"\b20\d\d-\d\d-\d\d\b"), "DAY"),
    (re.compile(re.escape(str(SCRATCH)) + r"[^\s'\"]*"), "…"),
]


class Block:
    """A fenced block: its language, its lines, and what the comments before it ask for."""

    def __init__(self, page, line, language, lines, comments):
        self.page, self.line, self.language, self.lines = page, line, language, lines
        self.text = "\n".join(lines) + "\n"
        self.not_run = comments.get("not run")
        self.place = comments.get("in")
        self.files = comments.get("with", "").split()
        self.code = int(comments.get("exit code", 0))

    def __str__(self):
        return f"{self.page}:{self.line}"


def blocks(page):
    """The blocks of a page, in order. A comment counts for the block that follows it."""
    found, comments, lines = [], {}, (ROOT / page).read_text().splitlines()
    at = 0
    while at < len(lines):
        comment = COMMENT.fullmatch(lines[at].strip())
        fence = re.fullmatch(r"( *)```(\S*)", lines[at])
        if comment:
            comments[comment[1]] = comment[2]
        elif fence:
            indent, begin = len(fence[1]), at + 1
            at = next(end for end in range(begin, len(lines)) if lines[end].strip() == "```")
            found.append(Block(page, begin, fence[2], [line[indent:] for line in lines[begin:at]], comments))
            comments = {}
        elif lines[at].strip() and comments:
            raise SystemExit(f"{page}:{at + 1}: a comment for a block stands before no block")
        at += 1
    return found


def run(command, directory, *codes):
    """What a command of bash prints, if it ends with one of `codes`, or else with 0."""
    answer = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command], cwd=directory, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL, text=True, timeout=LONGEST, env=ENVIRONMENT,
    )  # fmt: skip
    codes = codes or (0,)
    if answer.returncode not in codes:
        raise Wrong(f"ends with {answer.returncode}, not {' or '.join(map(str, codes))}: {command}\n{answer.stdout[-4000:]}")
    return answer.stdout


class Wrong(Exception):
    """A block that does not do what it says."""


# -- projects ---------------------------------------------------------------------------------------------------------------

# No Python of the machine, so that tests of wheels are those of Nix, the same everywhere.
PROGRAMS = SCRATCH / "programs"
ENVIRONMENT = {
    "HOME": str(HOME),
    "PATH": f"{PROGRAMS}",
    "NIX_CONFIG": os.environ["NIX_CONFIG"],
    # maturin asks Cargo.
    "RUSTUP_HOME": os.environ.get("RUSTUP_HOME", f"{pathlib.Path.home()}/.rustup"),
    "CARGO_HOME": os.environ.get("CARGO_HOME", f"{pathlib.Path.home()}/.cargo"),
    "LC_ALL": "C.UTF-8",
    "COLUMNS": "120",
    "XDG_CACHE_HOME": str(SCRATCH / "cache"),
    **{f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in (("NAME", "Ada"), ("EMAIL", "ada@example.org"))},
}  # fmt: skip
LEFT_OUT = re.compile(r"python.*|pypy.*|pip.*|uv|uvx|qemu-.*")


def gather_programs():
    """A directory of links to every program but Pythons, wheelpin first."""
    PROGRAMS.mkdir()
    (PROGRAMS / "wheelpin").symlink_to(WHEELPIN)
    for directory in os.environ["PATH"].split(os.pathsep):
        if not os.path.isdir(directory):
            continue
        for program in os.scandir(directory):
            link = PROGRAMS / program.name
            if not LEFT_OUT.fullmatch(program.name) and not link.is_symlink() and program.name != "wheelpin":
                link.symlink_to(program.path)
    for name in ("maturin", "pip"):
        link = PROGRAMS / name
        link.unlink(missing_ok=True)
        link.symlink_to(f"{os.environ['PEERS']}/{name}")


def project(place, directory):
    """A project to run blocks in: in git, with a remote, a release, and a feature since."""
    template = SCRATCH / "templates" / place
    if not template.exists():
        make_project(place, template)
    shutil.copytree(template, directory)
    remote = directory.parent / f"{directory.name}.git"
    shutil.copytree(template.parent / f"{place}.git", remote)
    run(f"git remote set-url origin {remote}", directory)
    return directory


def make_project(place, directory):
    shutil.copytree(ROOT / "examples" / EXAMPLES[place], directory, ignore=shutil.ignore_patterns("target", "result*"))
    flake = directory / "flake.nix"
    flake.write_text(flake.read_text().replace("ADDRESS", f"path:{HOME}/wheelpin"))
    (directory / "README.md").write_text("# greeting\n\nSays hello.\n")
    (directory / ".gitignore").write_text("/target\n/dist\n/result*\n/.venv\n")
    remote = directory.parent / f"{directory.name}.git"
    run(
        f"git init --quiet --bare --initial-branch=main {remote}; git init --quiet --initial-branch=main; git add --all;"
        "nix flake lock; git add --all; git commit --quiet --message 'feat: begin'; git tag v0.1.0;"
        "git commit --quiet --allow-empty --message 'feat: greet in the morning';"
        f"git remote add origin {remote}; git push --quiet origin main v0.1.0",
        directory,
    )


def write(paths, directory):
    """Files for what only has to be there; one that holds the version holds it as Python does."""
    for path in paths:
        (directory / path).parent.mkdir(parents=True, exist_ok=True)
        (directory / path).write_text('__version__ = "0.1.0"\n')


class Places:
    """The directories of one page, made when they are asked for."""

    def __init__(self, page):
        self.root = SCRATCH / "pages" / re.sub(r"[^a-z0-9]+", "-", page.lower())
        self.root.mkdir(parents=True)
        self.current = "greeting"
        self.directories = {}

    def here(self):
        if self.current not in self.directories:
            if self.current in EXAMPLES:
                self.directories[self.current] = project(self.current, self.root / self.current)
            elif self.current == "wheelpin":
                self.directories[self.current] = HOME / "wheelpin"
            elif self.current == "nothing":
                (self.root / "nothing").mkdir()
                self.directories[self.current] = self.root / "nothing"
            else:
                raise Wrong(f"there is no place {self.current}")
        return self.directories[self.current]

    def fresh(self):
        """A project that no other block sees."""
        number = sum(1 for _ in self.root.glob("fresh-*.git"))
        return project(self.current if self.current in EXAMPLES else "greeting", self.root / f"fresh-{number}")


# -- languages --------------------------------------------------------------------------------------------------------------


def plain(text):
    """A line without what differs from run to run, and with single spaces."""
    for pattern, word in VOLATILE:
        text = pattern.sub(word, text)
    return " ".join(text.split())


def pattern_of(shown):
    """A regular expression for what is shown."""
    parts = []
    for line in shown:
        if line.strip() == "…":
            parts.append(r"(?:.*\n)*?")
        else:
            parts.append(".*".join(map(re.escape, plain(line).split("…"))) + r"\n")
    return re.compile("".join(parts))


def commands(block):
    """The commands of a block, each with the lines that are shown below it."""
    found = []
    for line in block.lines:
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found and found[-1][0].endswith("\\"):
            found[-1] = (f"{found[-1][0]}\n{line}", [])
        elif found:
            found[-1][1].append(line)
        elif line.strip():
            raise Wrong("does not begin with a command")
    return found


def console(block, places):
    directory = places.here()
    write(block.files, directory)
    for number, (command, shown) in enumerate(commands(block), 1):
        code = block.code if number == len(commands(block)) else 0
        # Directory and variables stay, as in a shell.
        kept = places.root / "variables"
        stays = places.root / "directory"
        before = f". {kept}; " if kept.exists() else ""
        output = run(f"{before}trap 'pwd >{stays}; export -p >{kept}' EXIT\n{command}", directory, code)
        directory = pathlib.Path(stays.read_text().strip())
        places.directories[places.current] = directory
        while shown and not shown[-1].strip():
            shown.pop()
        came = "".join(f"{plain(line)}\n" for line in output.splitlines() if line.strip() or not shown)
        wanted = [line for line in shown if line.strip()]
        if wanted and not pattern_of(wanted).fullmatch(came):
            raise Wrong("shows\n  " + "\n  ".join(wanted) + f"\nand `{command}` prints\n  " + "\n  ".join(line[:200] for line in output.splitlines()[-60:]))
    return "run"


def toml(block, places):
    document = tomllib.loads(block.text)
    # Keys without a table are those of [tool.wheelpin]; tables of others are only read.
    text = block.text
    if not re.search(r"(?m)^\[", text):
        text = f"[tool.wheelpin]\n{text}"
        document = tomllib.loads(text)
    table = document.get("tool", {}).get("wheelpin")
    if table is None:
        return "parsed"
    directory = places.fresh()
    write(block.files, directory)
    manifest = next(directory.glob("pyproject.toml"), None) or next(directory.glob("*/pyproject.toml"))
    manifest.write_text(f"{manifest.read_text()}\n{text}")
    run("git add --all; git commit --quiet --message 'build: settings'", directory)
    run("wheelpin plan --json >/dev/null", directory)
    if {"release", "changelog"} & set(table):
        run("wheelpin bump --print", directory)
    if "init" in table:
        run(f"wheelpin init --dry-run --wheelpin path:{HOME}/wheelpin", directory)
    if "cost" in table:
        run("wheelpin plan --cost >/dev/null", directory)
    if "test" in table:
        run(f"mkdir -p dist; cp {wheel()}/* dist/; wheelpin test --list >/dev/null", directory)
    if "check" in table:
        # Only the checker knows its rules.
        run(f"mkdir -p dist; cp {wheel()}/* dist/; wheelpin check || [ $? = 1 ]", directory)
    return "run"


def wheel():
    """A directory with a wheel, for commands that want one."""
    out = SCRATCH / "wheel"
    if not out.exists():
        cell = "cp39-abi3-manylinux_2_28_" + os.uname().machine
        directory = project("greeting", SCRATCH / "for-wheel")
        run(f"nix build --out-link {out} .#{cell}", directory)
    return out


def nix(block, places):
    text = block.text
    if text.lstrip().startswith("inputs."):
        text = f"{{ {text} }}"
    # Calls of a flake's outputs.
    if text.lstrip().startswith(("wheelpin.lib.mkFlake", "flake-parts.lib.mkFlake")):
        text = f'{{ inputs.wheelpin.url = "ADDRESS"; outputs = inputs@{{ self, wheelpin, flake-parts, ... }}:\n{text}; }}'
    parsed = subprocess.run(["nix-instantiate", "--parse", "-"], input=text, capture_output=True, text=True, env=ENVIRONMENT)
    if parsed.returncode != 0:
        raise Wrong(parsed.stderr)
    # Those with other inputs would fetch them.
    if "outputs" not in text or "nixpkgs.url" in text or "flake-parts.lib" in text:
        return "parsed"
    text = text.replace(", flake-parts,", ",")
    directory = places.fresh()
    (directory / "flake.nix").write_text(text.replace("ADDRESS", f"path:{HOME}/wheelpin"))
    (directory / "flake.lock").unlink()
    run(f"git add --all; nix eval --json .#matrix.{os.uname().machine}-linux >/dev/null", directory)
    return "run"


def json_(block, _places):
    text = block.text.strip()
    json.loads(text if text.startswith(("{", "[")) else f"{{{text.rstrip(',')}}}")
    return "parsed"


def yaml(block, places):
    """A workflow is read as wheelpin reads it: what it is not, it says."""
    directory = places.fresh()
    (directory / ".github/workflows").mkdir(parents=True)
    (directory / ".github/workflows/block.yml").write_text(block.text)
    said = json.loads(run("wheelpin pins check --json", directory, 0, 1))
    if not any(path.endswith("block.yml") for path in said["files"]):
        raise Wrong(f"is no workflow that can be read: {said['findings']}")
    return "run"


def jinja(block, places):
    directory = places.fresh()
    (directory / "section.jinja").write_text(block.text)
    with open(directory / "pyproject.toml", "a") as file:
        file.write('\n[tool.wheelpin.changelog]\ntemplate = "section.jinja"\n')
    run("git add --all; git commit --quiet --message 'docs: template'", directory)
    if "reet in the morning" not in run("wheelpin changelog", directory):
        raise Wrong("makes no entry of a commit")
    return "run"


def words(block, _places):
    return "text"


LANGUAGES = {
    "console": console,
    "jinja": jinja,
    "json": json_,
    "nix": nix,
    "text": words,
    "toml": toml,
    "yaml": yaml,
}


def main():
    pages = sys.argv[3:] or ["README.md", *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs").glob("**/*.md"))]
    gather_programs()
    counts, reasons, failed = {}, {}, []
    for page in pages:
        places = Places(page)
        for block in blocks(page):
            if block.place:
                places.current = block.place
            if block.not_run:
                counts["not run"] = counts.get("not run", 0) + 1
                reasons.setdefault(block.not_run, []).append(str(block))
                continue
            try:
                if block.language not in LANGUAGES:
                    raise Wrong(f"nobody knows how to run {block.language or 'a block without a language'}: mark it, or call it text")
                outcome = LANGUAGES[block.language](block, places)
                counts[outcome] = counts.get(outcome, 0) + 1
            except (Wrong, subprocess.TimeoutExpired, tomllib.TOMLDecodeError, json.JSONDecodeError) as error:
                failed.append(str(block))
                print(f"FAILED {block}: {error}", flush=True)
    for reason, where in reasons.items():
        print(f"not run: {reason}: {', '.join(where)}")
    for block in failed:
        print(f"failed: {block}")
    told = ", ".join(f"{counts.get(name, 0)} {name}" for name in ("run", "parsed", "text", "not run"))
    print(f"{len(pages)} pages: {told}, {len(failed)} failed")
    sys.exit(bool(failed))


main()

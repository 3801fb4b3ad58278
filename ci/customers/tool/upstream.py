"""What a project's maintainers publish: the wheels of one version, and for what each is."""

import json
import re
import urllib.request

from customer import ROOT

# Names of processors in platform tags, as in the names of wheelpin's targets where there is one.
UNIVERSAL = "macos-universal2"


def wheels(project: str, version: str) -> list[dict]:
    """Every wheel that PyPI lists of `version`: `file`, `abi` (as cp311-abi3) and `target`."""
    base = json.loads((ROOT / "nix" / "registries.json").read_text())["bases"]["pypi-index"]
    with urllib.request.urlopen(f"{base}/{project}/json", timeout=60) as answer:
        files = json.load(answer)["releases"][version]
    return sorted((wheel(file["filename"]) for file in files if file["packagetype"] == "bdist_wheel"), key=lambda it: it["file"])


def wheel(file: str) -> dict:
    """A wheel's name taken apart. The format: "Binary distribution format" of the packaging specifications."""
    python, abi, platform = file.removesuffix(".whl").split("-")[-3:]
    return {"file": file, "abi": f"{python}-{abi}", "target": target(platform)}


def target(platform: str) -> str:
    """The target that a compressed platform tag is for, by wheelpin's name; the tag where it has none."""
    if "universal2" in platform:
        return UNIVERSAL
    windows = {"win32": "windows-i686", "win_amd64": "windows-x86_64", "win_arm64": "windows-arm64"}
    if platform in windows:
        return windows[platform]
    if found := re.match(r"(manylinux|musllinux)(?:\d+|_\d+_\d+)_(\w+)", platform):
        return f"{found[1]}-{found[2]}"
    if found := re.match(r"macosx_\d+_\d+_(\w+)", platform):
        return f"macos-{found[1]}"
    return platform


def covers(ours: tuple[str, str], theirs: tuple[str, str]) -> bool:
    """Can who takes the wheel `theirs` (target, abi) take `ours` in its place?"""
    if ours[0] != theirs[0]:
        return False
    if ours[1] == theirs[1]:
        return True
    floor, kinds = ours[1].split("-", 1)
    their_floor, their_kind = theirs[1].split("-", 1)
    if not (re.fullmatch(r"cp3\d+", floor) and re.fullmatch(r"cp3\d+", their_floor)):
        return False
    # A free-threaded CPython takes no abi3 wheel, but abi3t ones (PEP 803).
    wanted = "abi3t" if their_kind.endswith("t") and their_kind != "abi3t" else "abi3"
    return wanted in kinds.split(".") and int(floor[3:]) <= int(their_floor[3:])


def covered(theirs: dict, cells: set[tuple[str, str]]) -> bool:
    """Is there a cell for that wheel? Two halves stand for a universal2 wheel."""
    def has(target: str) -> bool:
        return any(covers(cell, (target, theirs["abi"])) for cell in cells)
    if theirs["target"] == UNIVERSAL:
        return has(UNIVERSAL) or (has("macos-x86_64") and has("macos-arm64"))
    return has(theirs["target"])

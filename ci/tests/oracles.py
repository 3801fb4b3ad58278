"""Ask the peers about wheels and compare what they say with what the wheels claim.

Usage: oracles.py CACHE WHEEL…

auditwheel must agree with every Linux tag, abi3audit must find no violation,
check-wheel-contents and twine must accept; Mach-O and PE files must fit their
tags; no member may hold a path of the build.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

import macholib.MachO
import macholib.mach_o
import pefile
CACHE = pathlib.Path(sys.argv[1])
PEERS = CACHE / "peers" / "bin"
WHEELS = [pathlib.Path(name).resolve() for name in sys.argv[2:]]
LEAKS = [b"/nix/store", b"/build/", b"/homeless-shelter", b"/tmp/nix-build"]
# A project's own text may speak of them.
HOMES = [b"/root/", b"/home/"]
failures = []


def expect(holds, text):
    if not holds:
        failures.append(text)


def peer(*command, environment=None):
    return subprocess.run(
        [PEERS / command[0], *command[1:]], capture_output=True, text=True, env={**os.environ, **(environment or {})}
    )


def linux(wheel, platform):
    arguments = []
    if platform.startswith("musllinux"):
        # On a machine with glibc auditwheel would find glibc's libc.so.
        name, machine = ("amd64", "x86_64") if platform.endswith("x86_64") else ("arm64", "aarch64")
        arguments = ["--ldpaths", str(CACHE / "foreign" / name / "lib" / f"{machine}-linux-musl")]
    answer = peer("auditwheel", "show", "--json", *arguments, wheel)
    if answer.returncode != 0:
        failures.append(f"{wheel.name}: auditwheel: {answer.stderr.strip()[-300:]}")
        return
    verdict = json.loads(answer.stdout)
    tags = platform.split(".")
    expect(verdict["overall_tag"] in tags or older(verdict["overall_tag"], tags), f"{wheel.name}: auditwheel says {verdict['overall_tag']}")
    expect(not verdict["external_libs"], f"{wheel.name}: auditwheel finds external libraries {verdict['external_libs']}")


def older(found, tags):
    """A wheel may promise less than it could: found 2_17 under a tag 2_28."""
    level = re.match(r"(many|musl)linux_(\d+)_(\d+)_(.+)", found)
    claimed = [re.match(r"(many|musl)linux_(\d+)_(\d+)_(.+)", tag) for tag in tags]
    return level and any(
        c and c[1] == level[1] and c[4] == level[4] and (int(level[2]), int(level[3])) <= (int(c[2]), int(c[3])) for c in claimed
    )


def macos(wheel, platform, name, data):
    tags = {m[2]: (int(m[0]), int(m[1])) for m in re.findall(r"macosx_(\d+)_(\d+)_(x86_64|arm64)\b", platform)}
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        headers = macholib.MachO.MachO(file.name).headers
    for header in headers:
        architecture = {0x1000007: "x86_64", 0x100000C: "arm64"}[header.header.cputype]
        expect(architecture in tags, f"{wheel.name}: {name}: {architecture} is not in the tag")
        commands = {macholib.mach_o.LC_NAMES.get(load.cmd): command for load, command, _ in header.commands}
        version = commands.get("LC_BUILD_VERSION", commands.get("LC_VERSION_MIN_MACOSX"))
        word = int(version.minos if hasattr(version, "minos") else version.version)
        minimum = (word >> 16, (word >> 8) & 255)
        expect(minimum <= tags.get(architecture, (0, 0)), f"{wheel.name}: {name}: needs macOS {minimum}")
        libraries = [
            loaded.rstrip(b"\0").decode()
            for load, _, loaded in header.commands
            if macholib.mach_o.LC_NAMES.get(load.cmd) in ("LC_LOAD_DYLIB", "LC_LOAD_WEAK_DYLIB", "LC_ID_DYLIB")
        ]
        expect(
            all(entry.startswith(("/usr/lib/", "/System/Library/", "@rpath/")) for entry in libraries),
            f"{wheel.name}: {name}: loads {libraries}",
        )
        if architecture == "arm64":
            expect("LC_CODE_SIGNATURE" in commands, f"{wheel.name}: {name}: has no signature; macOS on arm64 refuses it")


def windows(wheel, platform, name, data):
    binary = pefile.PE(data=data)
    machine = {"win_amd64": 0x8664, "win32": 0x14C, "win_arm64": 0xAA64}[platform]
    expect(binary.FILE_HEADER.Machine == machine, f"{wheel.name}: {name}: is for machine {binary.FILE_HEADER.Machine:#x}")
    module = pathlib.PurePath(name).name.split(".")[0]
    exported = {entry.name.decode() for entry in binary.DIRECTORY_ENTRY_EXPORT.symbols if entry.name} if hasattr(binary, "DIRECTORY_ENTRY_EXPORT") else set()
    expect(
        name.endswith(".exe") or {f"PyInit_{module}", f"PyModExport_{module}"} & exported,
        f"{wheel.name}: {name}: exports no PyInit_{module}",
    )


for wheel in WHEELS:
    platform = wheel.stem.split("-")[-1]
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.infolist():
            data = archive.read(member)
            native = member.filename.endswith((".so", ".pyd", ".exe")) or "/scripts/" in member.filename
            for leak in LEAKS + (HOMES if native or "/sboms/" in member.filename else []):
                expect(leak not in data, f"{wheel.name}: {member.filename} holds {leak.decode()}")
            expect(member.date_time == (1980, 1, 1, 0, 0, 0), f"{wheel.name}: {member.filename} has the time {member.date_time}")
            if native and platform.startswith("macosx"):
                macos(wheel, platform, member.filename, data)
            if native and platform.startswith("win"):
                windows(wheel, platform, member.filename, data)
    if "linux" in platform:
        linux(wheel, platform)

stable = [wheel for wheel in WHEELS if "-abi3-" in wheel.name]
if stable:
    answer = peer("abi3audit", "--strict", "--report", *stable)
    expect(answer.returncode == 0, f"abi3audit: {answer.stdout[-500:]}{answer.stderr[-500:]}")
answer = peer("check-wheel-contents", *WHEELS)
expect(answer.returncode == 0, f"check-wheel-contents: {answer.stdout}")
answer = peer("twine", "check", *WHEELS)
expect(answer.returncode == 0, f"twine: {answer.stdout}{answer.stderr}")

for failure in failures:
    print("FAILED", failure)
if not WHEELS:
    failures.append("no wheels were given")
print(f"{len(WHEELS)} wheels, {len(failures)} complaints of the peers")
sys.exit(1 if failures else 0)

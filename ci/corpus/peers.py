"""What the peers say of files, in one form, by functions that each run in one process.

Usage: peers.py PEER CACHE FILE…

For each file a line of JSON: its name, and a list of complaints, "KIND" or
"KIND: DETAIL". A file without complaints is one that the peer accepts; a peer that
has nothing to say of a kind of file gives null. Only the public commands of the
peers are run, in this process where they are Python.
"""

import contextlib
import io
import json
import logging
import os
import pathlib
import re
import sys
import tempfile
import zipfile

MACHINES = {"x86_64": ("amd64", "x86_64"), "aarch64": ("arm64", "aarch64")}


def platforms(wheel):
    return wheel.name.removesuffix(".whl").split("-")[-1].split(".")


def run(main, *arguments):
    """Calls a program's main function: its status, stdout and stderr."""
    out, err = io.StringIO(), io.StringIO()
    keep, sys.argv = sys.argv, ["peer", *map(str, arguments)]
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = main()
    except SystemExit as end:
        status = end.code
    finally:
        sys.argv = keep
    return status, out.getvalue(), err.getvalue()


def auditwheel(wheel, cache):
    """The policy that the wheel satisfies; libraries that no policy allows."""
    from auditwheel.main import main

    if not any("linux" in platform or platform.startswith("android") for platform in platforms(wheel)):
        return None
    logging.disable(logging.CRITICAL)
    arguments = []
    musl = [platform for platform in platforms(wheel) if platform.startswith("musllinux")]
    if musl and len(musl) == len(platforms(wheel)):
        # On a machine with glibc auditwheel would find glibc's libc.so. There is a musl for two
        # machines; libraries of others it does not look up.
        name, machine = MACHINES.get(re.sub(r"musllinux_\d+_\d+_", "", musl[0]), MACHINES["x86_64"])
        arguments = ["--ldpaths", cache / "foreign" / name / "lib" / f"{machine}-linux-musl"]
    status, out, _ = run(main, "show", "--json", *arguments, wheel)
    verdict = json.loads(out)
    if "error" in verdict:
        return [f"error: {' '.join(verdict['error'].split())}"]
    complaints = [f"policy: {verdict['overall_tag']}", f"symbols: {verdict['sym_tag']}"]
    complaints += [f"library: {name}" for name in verdict["external_libs"]]
    complaints += [flag for flag in ("pyfpe", "ucs2", "unsupported_isa") if verdict[flag]]
    return complaints


def abi3audit(wheel, cache):
    """Symbols that are not in the stable ABI, or newer than the tag."""
    if "abi3" not in wheel.name.removesuffix(".whl").split("-")[-2].split("."):
        return None
    os.environ["ABI3AUDIT_LOGLEVEL"] = "CRITICAL"
    from abi3audit._cli import main

    _, out, err = run(main, "--report", wheel)
    complaints = []
    for objects in json.loads(out)["specs"].values() if out.strip() else []:
        for found in objects["wheel"]:
            complaints += [f"private: {name}" for name in found["result"]["non_abi3_symbols"]]
            complaints += [f"newer: {name} {added}" for name, added in found["result"]["future_abi3_objects"].items()]
    return sorted(set(complaints)) or ([] if out.strip() else [f"error: {err.strip()[-200:]}"])


def check_wheel_contents(wheel, cache):
    """Its checks by number, with the paths, and for W002 (files that are there twice) their sizes."""
    from check_wheel_contents.__main__ import main

    _, out, err = run(main, "--no-config", wheel)
    sizes = {}
    with contextlib.suppress(zipfile.BadZipFile), zipfile.ZipFile(wheel) as archive:
        sizes = {member.filename: member.file_size for member in archive.infolist()}
    complaints, check = [], ""
    for line in out.splitlines():
        if found := re.match(r".*\.whl: (W\d+): ", line):
            check = found[1]
            # Some checks name no paths.
            complaints.append(check)
        elif check and line.startswith("  "):
            path = line.strip()
            complaints.append(f"{check}: {path} {sizes.get(path, 0)}" if check == "W002" else f"{check}: {path}")
    return sorted(set(complaints)) + [f"error: {line.split(': ', 1)[1]}" for line in err.splitlines()]


def twine(file, cache):
    from twine.commands.check import main

    logging.disable(logging.CRITICAL)
    try:
        with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()):
            main([str(file)])
    except Exception as error:
        return [f"error: {type(error).__name__}: {' '.join(str(error).split())}"]
    return ["description"] if "FAILED" in out.getvalue() else []


def delvewheel(wheel, cache):
    """DLLs that are in neither the wheel nor Windows nor Python."""
    from delvewheel.__main__ import main

    if not any(platform.startswith("win") for platform in platforms(wheel)):
        return None
    _, out, _ = run(main, "show", "--ignore-existing", wheel)
    return [f"library: {name}" for name in re.findall(r"^    (\S+) \(Error: Not Found\)", out, re.MULTILINE)]


def pefile(wheel, cache):
    """Machines of the binaries that are not the tag's."""
    import pefile as library

    machines = {"win_amd64": 0x8664, "win32": 0x14C, "win_arm64": 0xAA64}
    wanted = {machines[platform] for platform in platforms(wheel) if platform in machines}
    if not wanted:
        return None
    complaints = []
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.infolist():
            if member.filename.lower().endswith((".pyd", ".dll", ".exe")):
                binary = library.PE(data=archive.read(member), fast_load=True)
                if binary.FILE_HEADER.Machine not in wanted:
                    complaints.append(f"machine: {member.filename} {binary.FILE_HEADER.Machine:#x}")
    return complaints


def macholib(wheel, cache):
    """Architectures, the oldest macOS and libraries, as the tag has them."""
    import macholib.mach_o as names
    import macholib.MachO as library

    architectures = {7: "i386", 0x1000007: "x86_64", 0x100000C: "arm64", 18: "ppc", 0x1000012: "ppc64"}
    sets = {"universal2": ("x86_64", "arm64"), "intel": ("i386", "x86_64")}
    # For each architecture of the tag the oldest macOS that it promises.
    wanted = {}
    for tag in platforms(wheel):
        if found := re.fullmatch(r"macosx_(\d+)_(\d+)_(\w+)", tag):
            for architecture in sets.get(found[3], (found[3],)):
                version = (int(found[1]), int(found[2]))
                # No macOS before 11 runs on arm64.
                version = max(version, (11, 0)) if architecture == "arm64" else version
                wanted[architecture] = min(wanted.get(architecture, version), version)
    if not wanted:
        return None
    complaints = []
    with zipfile.ZipFile(wheel) as archive, tempfile.TemporaryDirectory() as directory:
        members = {name.rsplit("/", 1)[-1] for name in archive.namelist()}
        file = pathlib.Path(directory) / "binary"
        for member in archive.namelist():
            # What lies in a .dSYM is no library.
            if not member.endswith((".so", ".dylib")) or ".dSYM/" in member:
                continue
            file.write_bytes(archive.read(member))
            try:
                headers = library.MachO(str(file)).headers
            except ValueError as error:
                complaints.append(f"error: {member} {error}")
                continue
            found = {architectures.get(header.header.cputype, hex(header.header.cputype)): header for header in headers}
            complaints += [f"missing: {member} {name}" for name in wanted if name not in found]
            for name, header in found.items():
                commands = {names.LC_NAMES.get(load.cmd): command for load, command, _ in header.commands}
                version = commands.get("LC_BUILD_VERSION", commands.get("LC_VERSION_MIN_MACOSX"))
                if name in wanted and version is not None:
                    word = int(version.minos if hasattr(version, "minos") else version.version)
                    minimum = (word >> 16, (word >> 8) & 255)
                    if minimum > wanted[name]:
                        complaints.append(f"macos: {member} {name} {minimum[0]}.{minimum[1]}")
                if name == "arm64" and name in wanted and "LC_CODE_SIGNATURE" not in commands:
                    complaints.append(f"unsigned: {member}")
                for load, _, loaded in header.commands:
                    if names.LC_NAMES.get(load.cmd) not in ("LC_LOAD_DYLIB", "LC_LOAD_WEAK_DYLIB"):
                        continue
                    path = loaded.rstrip(b"\0").decode()
                    if not path.startswith(("/usr/lib/", "/System/Library/")) and path.rsplit("/", 1)[-1] not in members:
                        complaints.append(f"library: {path}")
    return sorted(set(complaints))


# By name: what is asked, and the distributions whose versions its verdicts depend on.
PEERS = {
    "auditwheel": (auditwheel, ["auditwheel", "pyelftools"]),
    "abi3audit": (abi3audit, ["abi3audit", "abi3info"]),
    "check-wheel-contents": (check_wheel_contents, ["check-wheel-contents"]),
    "twine": (twine, ["twine", "packaging", "readme-renderer", "docutils"]),
    "delvewheel": (delvewheel, ["delvewheel", "pefile"]),
    "pefile": (pefile, ["pefile"]),
    "macholib": (macholib, ["macholib"]),
}


def main():
    name, cache, *files = sys.argv[1:]
    for file in files:
        file = pathlib.Path(file).resolve()
        try:
            says = PEERS[name][0](file, pathlib.Path(cache)) if file.suffix == ".whl" or name == "twine" else None
        except Exception as error:
            says = [f"error: {type(error).__name__}: {' '.join(str(error).split())[:200]}"]
        print(json.dumps({"file": file.name, "says": says}), file=sys.__stdout__, flush=True)


if __name__ == "__main__":
    main()

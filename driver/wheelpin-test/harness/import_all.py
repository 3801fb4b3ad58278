"""Imports every module of one installed wheel, and says before each which it is.

usage: python -I import_all.py REQUEST.json      (run by harness.py)

A line of JSON per event goes to the file that the request names; the line is written before
the module is imported, so that it is known even if the process dies.
"""

import csv
import faulthandler
import importlib
import importlib.machinery
import io
import json
import os
import re
import sys
import sysconfig
import traceback

# Characters of a traceback that are reported: its end.
TRACEBACK = 6000
# Characters of a message.
MESSAGE = 2000
# Modules that failed, after which no more are tried.
FAILURES = 20
# Parts of module names that are a project's own tests.
TESTS = ("test", "tests", "conftest")

# What a file name says of the Python that it is for: `core.cpython-312-x86_64-linux-gnu.so`.
COMPILED = re.compile(r"^([^.]+)\.([A-Za-z0-9_.-]+\.)?(so|pyd)$")


class Report:
    def __init__(self, path):
        self.path, self.module = path, None
        self.open()

    def open(self):
        self.file = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self.identity = self.identify()

    def identify(self):
        status = os.fstat(self.file)
        return status.st_dev, status.st_ino

    def __call__(self, event, **fields):
        if not self.is_open():
            self.open()
            self.write("closed", module=self.module)
        self.module = fields.get("module", self.module)
        self.write(event, **fields)

    def is_open(self):
        """Whether nobody closed it, nor has its number for another file."""
        try:
            return self.identify() == self.identity
        except OSError:
            return False

    def write(self, event, **fields):
        fields = dict({"event": event}, **fields)
        os.write(self.file, (json.dumps(fields) + "\n").encode("ascii"))


def normalised(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def installed_files(wheel):
    """Paths, with `/`, of what the installer put into site-packages, from RECORD."""
    name = normalised(os.path.basename(wheel).split("-")[0])
    paths = sysconfig.get_paths()
    files = []
    for site in sorted({paths["purelib"], paths["platlib"]}):
        for entry in sorted(os.listdir(site)) if os.path.isdir(site) else []:
            if not entry.endswith(".dist-info") or normalised(entry.split("-")[0]) != name:
                continue
            with open(os.path.join(site, entry, "RECORD"), encoding="utf-8", newline="") as file:
                files += [row[0].replace("\\", "/") for row in csv.reader(file) if row]
    return files


def is_module_name(name):
    return all(part.isidentifier() for part in name.split("."))


def exports_module(site, path, name):
    """Whether a library has the function that makes it a module (PEP 489, PEP 793)."""
    last = name.rpartition(".")[2]
    if any(ord(character) > 127 for character in last):
        return True  # Its function has another name.
    wanted = [b"PyInit_" + last.encode(), b"PyModExport_" + last.encode()]
    try:
        with io.open(os.path.join(site, path), "rb") as file:
            content = file.read()
    except OSError:
        return True
    return any(function in content for function in wanted)


def modules_of(files, site):
    """Modules by name: whether each is compiled. And files that are for another Python."""
    suffixes = sorted(importlib.machinery.EXTENSION_SUFFIXES, key=len, reverse=True)
    modules, foreign = {}, []
    for path in files:
        if path.startswith("../") or os.path.isabs(path) or ".dist-info/" in path:
            continue
        if path.endswith(".py"):
            name = path[: -len(".py")].replace("/", ".")
            name = name[: -len(".__init__")] if name.endswith(".__init__") else name
            if is_module_name(name) and name.rpartition(".")[2] != "__main__":
                modules.setdefault(name, False)
            continue
        suffix = next((suffix for suffix in suffixes if path.endswith(suffix)), None)
        stem = path[: -len(suffix)].replace("/", ".") if suffix else ""
        if suffix and is_module_name(stem):
            if suffix not in (".so", ".pyd") or exports_module(site, path, stem):
                stem = stem[: -len(".__init__")] if stem.endswith(".__init__") else stem
                modules[stem] = True
        elif COMPILED.match(os.path.basename(path)) and is_foreign(path):
            foreign.append(path)
    return modules, foreign


def is_foreign(path):
    """Whether a library is named as a module of some Python."""
    middle = os.path.basename(path).split(".")[1:-1]
    return any(part.startswith(("cpython-", "abi3", "pypy", "graalpy", "cp3")) for part in middle)


def gil_came_back():
    has_none = sysconfig.get_config_var("Py_GIL_DISABLED") == 1
    return has_none and getattr(sys, "_is_gil_enabled", lambda: False)()


def place_of(module):
    spec = getattr(module, "__spec__", None)
    origin = getattr(spec, "origin", None) or getattr(module, "__file__", None)
    if isinstance(origin, str) and os.path.isabs(origin):
        return os.path.realpath(origin)
    return None


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        request = json.load(file)
    report = Report(request["report"])
    faulthandler.enable()
    site = sysconfig.get_paths()["platlib"]
    sites = [os.path.realpath(sysconfig.get_paths()[key]) for key in ("purelib", "platlib")]
    files = installed_files(request["wheel"])
    modules, foreign = modules_of(files, site)
    tops = {name.split(".")[0] for name in modules}
    abi = request["wheel"][: -len(".whl")].split("-")[-2]
    report(
        "begin",
        wheel=request["wheel"],
        python="%d.%d" % sys.version_info[:2],
        free_threaded=sysconfig.get_config_var("Py_GIL_DISABLED") == 1,
        modules=len(modules),
        compiled=sum(modules.values()),
        foreign=foreign[:5],
        promises_compiled=abi != "none",
        programs=any(path.startswith("../") for path in files),
        gil=gil_came_back(),
    )
    for name in request["modules"]:
        if name not in modules:
            report("absent", module=name)
    failures = 0
    for name in sorted(modules):
        why = reason_to_skip(name, request["skip"])
        if why:
            report("skipped", module=name, why=why)
            continue
        report("import", module=name)
        try:
            module = importlib.import_module(name)
        except BaseException as error:
            missing = getattr(error, "name", None) if is_not_found(error) else None
            outside = missing is not None and missing.split(".")[0] not in tops
            if outside and "." in name and not modules[name]:
                report("skipped", module=name, why="needs %s, which is not installed" % missing)
                continue
            report(
                "failed",
                module=name,
                kind=type(error).__name__,
                message=str(error)[:MESSAGE],
                missing=missing,
                outside=outside,
                compiled=modules[name],
                traceback=traceback.format_exc()[-TRACEBACK:],
            )
            failures += 1
            if failures == FAILURES:
                break
            continue
        place = place_of(module)
        if place is not None and not any(place.startswith(at + os.sep) for at in sites):
            report("elsewhere", module=name, place=place)
        elif gil_came_back():
            report("gil", module=name)
            break
        else:
            report("imported", module=name)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:
            pass  # A module closed it, or put something else there.
    report("done")


def reason_to_skip(name, skip):
    for module, why in skip.items():
        if name == module or name.startswith(module + "."):
            return why
    if any(part in TESTS for part in name.split(".")[1:]):
        return "it is a test"
    return None


def is_not_found(error):
    return isinstance(error, ModuleNotFoundError)


main()

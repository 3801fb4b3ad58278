"""ci/customer --all: what wheelpin does of what real projects publish, kept as one result for each."""

import argparse
import datetime
import hashlib
import json
import os
import pathlib
import platform
import re
import subprocess
import sys
import tempfile

import building
import page
import reach
import rebuilding
import upstream
from customer import FOLDER, ROOT, Customer, names

RESULTS = FOLDER / "results"
PAGE = ROOT / "docs" / "customers.md"


def main() -> int:
    parser = argparse.ArgumentParser(prog="ci/customer --all", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="customers; none: every one")
    parser.add_argument("--again", action="store_true", help="also where nothing has changed since the kept result")
    parser.add_argument("--results", type=pathlib.Path, default=RESULTS, help="where results are kept")
    parser.add_argument("--page", type=pathlib.Path, help="the page to make of them; default: docs/customers.md, of its own results")
    parser.add_argument("--only", action="append", metavar="GLOB", help="build these cells in place of the customer's sample")
    parser.add_argument("--plan-only", action="store_true", help="build nothing; the page says so, and a later run does it")
    parser.add_argument("--no-rebuild", action="store_true", help="build once; the page says so, and a later run builds again")
    parser.add_argument("--check", action="store_true", help="build nothing; is every customer's result there and on the page?")
    parser.add_argument("--program", help="wheelpin; default: the flake's, built by Nix")
    asked = parser.parse_args()
    to = asked.page or (PAGE if asked.results == RESULTS else None)
    if asked.check:
        problems = wrong(asked.results, to)
        print("\n".join(problems) or f"{len(names())} customers: results and page are those of ci/customers")
        return 1 if problems else 0
    program = asked.program or built_program()
    asked.results.mkdir(parents=True, exist_ok=True)
    for name in asked.names or names():
        kept = asked.results / f"{name}.json"
        with tempfile.TemporaryDirectory(prefix="customer-") as work:
            before = json.loads(kept.read_text()) if kept.is_file() and not asked.again else None
            customer = Customer(name)
            customer.only = asked.only or customer.only
            # What is there is kept before everything is built again, which takes as long once more.
            keep = lambda it: write(kept, json.dumps(it, indent=1, sort_keys=True) + "\n")
            result = one(program, customer, pathlib.Path(work), before, keep, asked.plan_only, asked.no_rebuild)
        if result is None:
            print(f"{name}: as it was", flush=True)
            continue
        keep(result)
        print(page.line(result), flush=True)
        if to:
            write(to, page.whole(page.read(asked.results)))
    # Its words may have changed where no result has.
    if to:
        write(to, page.whole(page.read(asked.results)))
    return 0


def wrong(results: pathlib.Path, to: pathlib.Path | None) -> list[str]:
    """What is not as it would be after a whole run, wheelpin itself apart."""
    kept = {it["name"]: it for it in page.read(results)}
    problems = [f"{name}: there is no result; run ci/customer --all {name}" for name in names() if name not in kept]
    problems += [f"{name}: a result, and no ci/customers/{name}.sh" for name in kept if name not in names()]
    for name in set(kept) & set(names()):
        if kept[name]["pins"] != Customer(name).pins:
            problems.append(f"{name}: the result is of other pins or settings; run ci/customer --all {name}")
        again = kept[name].get("reproducible")
        if again and again["how"] != rebuilding.HOW + ", ".join(rebuilding.ALL):
            problems.append(f"{name}: built again in another way; run ci/customer --all --again {name} as root")
    if to and (not to.is_file() or to.read_text() != page.whole(page.read(results))):
        problems.append(f"{to}: not what the results give; run ci/customer --all")
    return sorted(problems)


def built_program() -> str:
    """The program of this repository."""
    out = subprocess.run([ROOT / "ci" / "nix", "build", f"{ROOT}#wheelpin", "--no-link", "--print-out-paths"], stdout=subprocess.PIPE, text=True, check=True)
    return f"{out.stdout.strip()}/bin/wheelpin"


def one(program: str, customer: Customer, work: pathlib.Path, before: dict | None, keep, plan_only: bool, no_rebuild: bool) -> dict | None:
    """The result of one customer; null if `before` is that of the same pins and the same derivations. `keep` is
    given one that lacks only what building again says."""
    source = customer.unpack(work)
    tree = customer.tree(source, work / "tree", customer.config)
    try:
        plan, refused = building.plan(program, tree), None
    except building.Refused as error:
        plan, refused = None, placeless(str(error), work)
    key = digest([customer.pins, sorted(cell["drvPath"] for cell in plan["cells"]) if plan else refused])
    if before is not None and before["key"] == key and (plan_only or complete(before) or (no_rebuild and "tests" in before)):
        return None
    theirs = upstream.wheels(customer.name, customer.version)
    result = {
        "schema": 1,
        "name": customer.name,
        "version": customer.version,
        "about": customer.about,
        "pins": customer.pins,
        "key": key,
        "date": datetime.date.today().isoformat(),
        "wheelpin": version(program),
        "machine": {"cores": os.cpu_count(), "system": f"{platform.machine()}-{platform.system().lower()}"},
        "upstream": theirs,
        "refused": refused,
    }
    if plan is None:
        return result
    result["tools"] = plan["tools"]
    result["kinds"] = sorted({cell["abiKind"] for cell in plan["cells"]})
    result["plan"] = [{key: cell[key] for key in ("id", "target", "abi")} for cell in plan["cells"]]
    result["reach"] = reach.reach(program, customer, source, plan, theirs)
    if plan_only:
        return result | {"planOnly": True, "files": [], "findings": {"error": {}, "warning": {}, "info": {}}, "failed": [], "heldBack": [], "built": 0}
    first = building.build(program, tree, work / "dist", customer.only, work / "first.json")
    manifest = first["end"]["manifest"]
    result["files"] = [{key: file[key] for key in ("file", "sha256", "size", "cell")} for file in manifest["files"]]
    result["findings"] = building.verdicts(manifest, first["end"]["refused"])
    result["failed"] = [
        {"cells": it["cells"], "derivation": re.sub(r"^/nix/store/\w+-", "", it["derivation"]), "reason": it["reason"], "lines": it["lines"][-40:]}
        for it in first["end"]["failures"]
    ]
    result["heldBack"] = [
        {"file": it["name"], "rules": sorted({finding["rule"] for finding in it["findings"] if finding["severity"] == "error"})}
        for it in first["end"]["refused"]
    ]
    result["first"] = {"seconds": round(first["seconds"]), "cpuSeconds": round(first["cpu"]), "cold": building.cold(first["made"], manifest)}
    done = {file["cell"] for file in manifest["files"]}
    made = {(cell["target"], cell["abi"]) for cell in plan["cells"] if cell["id"] in done}
    result["built"] = sum(upstream.covered(it, made) for it in theirs)
    wheels = [file for file in manifest["files"] if file["file"].endswith(".whl")]
    if wheels:
        result["tests"] = tests(program, customer, tree, work)
        keep(result)
        if no_rebuild:
            return result
        result["reproducible"] = rebuilding.rebuild(program, customer, source, wheels, work)
    return result


def complete(result: dict) -> bool:
    """Is nothing left to do?"""
    return bool(result["refused"]) or "reproducible" in result or ("files" in result and not result.get("planOnly") and "tests" not in result)


def tests(program: str, customer: Customer, tree: pathlib.Path, work: pathlib.Path) -> list[dict]:
    """Every test that this machine can run; the emulated Python is the one that ci/setup unpacks."""
    cache = pathlib.Path(os.environ.get("WHEELPIN_CI_CACHE") or pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "wheelpin-ci")
    foreign = cache / "foreign" / "arm64" / "usr" / "bin" / "python3.11"
    wheelhouse = filled(customer.wheelhouse, work / "wheelhouse") if customer.wheelhouse else None
    kept = ("file", "python", "platform", "outcome", "reason", "module", "ownTest", "imported")
    found = building.test(program, tree, work / "dist", wheelhouse, [str(foreign)] if foreign.exists() else [])
    return [{key: it.get(key) for key in kept} for it in found]


def filled(packages: list[str], folder: pathlib.Path) -> pathlib.Path:
    """`packages` and what they need as wheels, for the Pythons of CI machines."""
    for python in ("3.10", "3.11", "3.12", "3.13", "3.14"):
        for machine in ("x86_64", "aarch64"):
            platforms = [part for level in ("2_17", "2_28") for part in ("--platform", f"manylinux_{level}_{machine}")]
            subprocess.run(
                [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:",
                 "--python-version", python, *platforms, "--dest", folder, *packages],
                check=True,
            )
    return folder


def version(program: str) -> dict:
    """What the program says of itself; what was measured is told by the derivations, which `key` is of."""
    said = subprocess.run([program, "--version"], stdout=subprocess.PIPE, text=True, check=True).stdout.split()[-1]
    return {"version": said}


def placeless(text: str, work: pathlib.Path) -> str:
    """An error without the place of the temporary tree."""
    return text.replace(f"{work}/tree/", "").replace(f"{work}/tree", ".")


def digest(value) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def write(file: pathlib.Path, text: str) -> None:
    """The whole of it or nothing."""
    half = file.with_name(f".{file.name}.half")
    half.write_text(text)
    half.replace(file)


if __name__ == "__main__":
    sys.exit(main())

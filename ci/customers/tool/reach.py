"""Which of upstream's wheels wheelpin plans when it is asked for all of them, and why not the others."""

import json
import pathlib
import re
import subprocess
import tempfile

import building
from customer import ROOT, Customer
from upstream import covered


def reach(program: str, customer: Customer, source: pathlib.Path, own: dict, theirs: list[dict]) -> dict:
    """`planned`: how many of `theirs`; `missing`: the others' number by reason; `rust`: the Rusts it takes."""
    targets, pythons, standard = known()
    wanted = sorted({it["target"] for it in theirs})
    reasons = {it: "wheelpin has no such target" for it in wanted if it not in targets}
    # Each target with the project's own Rust; where that has no standard library for it, with another pinned one.
    rusts = {}
    for target in (it for it in wanted if it in targets):
        choice = [own["rust"], *sorted(standard)] if "rust" not in customer.config else [own["rust"]]
        rust = next((it for it in choice if set(targets[target]) <= standard[it]), None)
        if rust is None:
            reasons[target] = f"no standard library in the pinned Rust {' '.join(choice)}" if len(choice) == 1 else "no standard library in any pinned Rust"
        else:
            rusts.setdefault(rust, []).append(target)
    cells, refused = set(), {}
    for rust, some in rusts.items():
        config = customer.config | {"targets": some} | ({} if rust == own["rust"] else {"rust": rust})
        planned, why = most(program, customer, source, config, own, theirs, pythons)
        cells |= planned
        refused |= why
    abis = {abi for _target, abi in cells}
    missing: dict[str, int] = {}
    for it in theirs:
        if covered(it, cells):
            continue
        python = it["abi"].split("-")[0]
        named = python_name(it["abi"])
        if it["target"] in reasons:
            reason = f"{it['target']}: {reasons[it['target']]}"
        elif named in refused:
            reason = f"{named}: {refused[named]}"
        elif named is not None and named not in pythons:
            reason = f"{named}: wheelpin has no such Python"
        elif named is None and python != "py3":
            reason = f"{python}: wheelpin has no such Python"
        elif named is not None and named.startswith("pypy") and it["abi"] not in abis:
            reason = f"{it['abi']}: wheelpin has no such ABI of PyPy"
        elif named is not None and named.startswith("pypy"):
            reason = f"{named} on {it['target']}: PyPy is left out there"
        else:
            reason = f"{it['abi']} for {it['target']}: not in the plan"
        missing[reason] = missing.get(reason, 0) + 1
    return {"planned": sum(covered(it, cells) for it in theirs), "missing": dict(sorted(missing.items())), "rust": sorted(rusts)}


def most(program, customer, source, config, own, theirs, pythons) -> tuple[set, dict]:
    """The cells with as many of upstream's Pythons as there can be, and why the others are not."""
    kinds = {cell["abiKind"] for cell in own["cells"]}
    if "none" in kinds:
        return cells_of(program, customer, source, config), {}
    asked = sorted({name for it in theirs if (name := python_name(it["abi"])) in pythons}, key=order)
    if any(kind.startswith("abi3") for kind in kinds):
        # The abi3 floor is the project's; free-threaded Pythons and PyPy come beside it.
        config = config | ({"free-threaded": True} if any(it.endswith("t") for it in asked) else {})
        extra = [it for it in asked if it.startswith("pypy")]
        floors = [name for cell in own["cells"] if "abi3" in cell["abiKind"] and (name := python_name(cell["abi"]))]
        usual = [it for it in pythons if floors and order(it) >= order(floors[0]) and not it.startswith("pypy") and not it.endswith("t")]
        asked = usual[:1] + extra if extra and usual else []
    elif any(it.endswith("t") for it in asked):
        config = {key: it for key, it in config.items() if key != "free-threaded"}
    try:
        return cells_of(program, customer, source, config | ({"pythons": asked} if asked else {})), {}
    except building.Refused:
        pass
    cells, why = set(), {}
    for python in asked:
        try:
            cells |= cells_of(program, customer, source, config | {"pythons": [python]})
        except building.Refused as error:
            why[python] = first_line(str(error))
    return cells, why


def cells_of(program: str, customer: Customer, source: pathlib.Path, config: dict) -> set[tuple[str, str]]:
    """Target and ABI of every cell of the project with another configuration."""
    with tempfile.TemporaryDirectory() as work:
        tree = customer.tree(source, pathlib.Path(work) / "tree", config)
        return {(cell["target"], cell["abi"]) for cell in building.plan(program, tree)["cells"]}


def known() -> tuple[dict, list, dict]:
    """Targets with their Rust triples, names of Pythons, and for which triples each pinned Rust has a standard library."""
    expression = f"let s = import {ROOT}/nix {{ }}; in {{ targets = builtins.mapAttrs (_: it: it.triples) s.targets; pythons = builtins.attrNames s.pythons; }}"
    said = subprocess.run([ROOT / "ci" / "nix", "eval", "--impure", "--json", "--expr", expression], check=True, stdout=subprocess.PIPE)
    names = json.loads(said.stdout)
    pins = json.loads((ROOT / "nix" / "toolchains" / "registry" / "pins.json").read_text())
    return names["targets"], names["pythons"], {rust: set(it["std"]) for rust, it in pins["rust"].items() if re.fullmatch(r"[\d.]+", rust)}


def python_name(abi: str) -> str | None:
    """cp314-cp314t is 3.14t, pp311-… is pypy3.11; null for what is neither."""
    if found := re.match(r"(cp|pp)3(\d+)-", abi):
        free = abi.endswith("t") and not abi.endswith("abi3t")
        return f"{'pypy' if found[1] == 'pp' else ''}3.{found[2]}{'t' if free else ''}"
    return None


def order(python: str) -> tuple:
    """Oldest first; CPython, then free-threaded, then PyPy."""
    return (python.startswith("pypy"), python.endswith("t"), int(re.search(r"3\.(\d+)", python)[1]))


def first_line(text: str) -> str:
    """An error's first words, without what is before them."""
    line = next((it for it in text.splitlines() if "wheelpin:" in it or "error" in it), text.splitlines()[0] if text else "")
    return re.sub(r"^.*?(wheelpin: |failed to plan [^:]*: )", "", line).strip()

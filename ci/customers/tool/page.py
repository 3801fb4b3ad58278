"""docs/customers.md from the kept results."""

import json
import pathlib
import re
from collections import Counter

from customer import Customer, names

HEAD = """# What wheelpin does with real projects

Made by `ci/customer --all` from `ci/customers/results/`; not by hand. Each project is the source distribution that
its maintainers published on PyPI, held by its hash ([ci/customers/](../ci/customers/)), with no change but a
`[tool.wheelpin]` table where the details show one. Their maintainers had no part in it. What fails is shown as failing.

| column | |
|---|---|
| published | wheels of that version on PyPI |
| planned | how many of them `wheelpin plan` has a wheel in place of, when it is asked for as many as it can. A plan is no build |
| built | wheels built here (`5 of 35`: a sample of the cells that these settings give), and how many of those published they stand for |
| check | errors and warnings of `wheelpin check` in the built files |
| tests | runs of `wheelpin test`: a wheel in a Python of this machine (Linux, glibc; aarch64 under QEMU), every module imported; in brackets, wheels run nowhere (macOS, Windows, musl, Pythons that are not here) |
| same bytes | wheels that came out the same to the byte when everything was built again |
| seconds | of the wall, and of all processors together, for the built wheels: dependencies and project compiled anew; the toolchain and all downloads there; – where nothing was compiled anew |

*Not yet*: that was not done here so far, and nothing is claimed of it.

A wheel stands for a published one of the same platform family, processor and ABI. Its level may be another: here
manylinux_2_28, musllinux_1_2 and macOS 10.12 or 11.0, which are [settings](configuration.md#manylinux), where upstream
often has manylinux_2_17. An abi3 wheel stands for those of the Pythons that it is for, and two macOS wheels for a universal2 one.
"""


def read(folder: pathlib.Path) -> list[dict]:
    """Every result, by name."""
    return [json.loads(file.read_text()) for file in sorted(folder.glob("*.json"))]


def whole(results: list[dict]) -> str:
    """The page."""
    good = [it for it in results if not it["refused"]]
    bad = [it for it in results if it["refused"]]
    machines = sorted({f"{it['machine']['cores']} cores, {it['machine']['system']}" for it in results})
    dates = sorted({it["date"] for it in results})
    versions = sorted({it["wheelpin"]["version"] for it in results})
    parts = [HEAD]
    parts.append(
        f"Measured with wheelpin {', '.join(versions)} {f'on {dates[0]}' if dates[0] == dates[-1] else f'between {dates[0]} and {dates[-1]}'} on {'; '.join(machines)}. The machine had "
        "other work at the same time, so the wall's seconds are more than they need be; the processors' are not much so.\n"
    )
    parts.append("| project | published | planned | built | check | tests | same bytes | seconds |\n|---|---|---|---|---|---|---|---|\n" + "".join(f"{row(it)}\n" for it in good + bad))
    parts.append("## Details\n")
    parts += [details(it) for it in good + bad]
    return "\n".join(parts)


def row(it: dict) -> str:
    """One line of the table."""
    name = f"[{it['name']}](#{it['name']}) {it['version']}"
    if it["refused"]:
        return f"| {name} | {len(it['upstream'])} | 0 | **fails** | – | – | – | – |"
    wheels = built(it)
    whole = len(it["plan"])
    sample = f"{len(wheels)}" if len(wheels) == whole else f"{len(wheels)} of {whole}"
    failed = sum(len(one["cells"]) for one in it["failed"]) + len(it["heldBack"])
    cells = f"{sample}, for {it['built']}" + (f"; **{failed} fail**" if failed else "")
    if it.get("planOnly"):
        return f"| {name} | {len(it['upstream'])} | {it['reach']['planned']} | not yet | – | – | – | – |"
    findings = it["findings"]
    check = f"{sum(findings['error'].values())} / {sum(findings['warning'].values())}"
    again = it.get("reproducible")
    same = "not yet" if not again else f"{again['same']} of {len(wheels)}"
    timed = again or (it["first"] if it.get("first", {}).get("cold") else None)
    seconds = "–" if not timed else f"{timed['seconds']} / {timed['cpuSeconds']}"
    return f"| {name} | {len(it['upstream'])} | {it['reach']['planned']} | {cells} | {check} | {tested(it)} | {same} | {seconds} |"


def built(it: dict) -> list[dict]:
    """The wheels that were built and passed their check."""
    return [file for file in it["files"] if file["file"].endswith(".whl")]


def tested(it: dict) -> str:
    """Tests passed of those run, and wheels that were run nowhere."""
    tests = it.get("tests") or []
    ran = [test for test in tests if test["outcome"] in ("passed", "failed")]
    passed = sum(test["outcome"] == "passed" for test in ran)
    nowhere = {file["file"] for file in built(it)} - {test["file"] for test in ran}
    words = f"{passed} of {len(ran)}" if ran else "none"
    return words + (f" ({len(nowhere)})" if nowhere else "")


def line(it: dict) -> str:
    """One line for who runs it."""
    return re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", row(it)).strip("| ")


def details(it: dict) -> str:
    """The section of one project."""
    customer = Customer(it["name"]) if it["name"] in names() else None
    note = customer.note if customer else None
    text = [f"### {it['name']}\n", f"{customer.about if customer else ''}\n"]
    items = []
    if it["pins"]["config"]:
        items.append(f"settings: `{json.dumps(it['pins']['config'])}`")
    if it["pins"]["lock"]:
        items.append("its sdist has no Cargo.lock; one was made and added")
    families = Counter(wheel["target"] for wheel in it["upstream"])
    abis = Counter(wheel["abi"] for wheel in it["upstream"])
    items.append(f"published: {counted(families)}; {counted(abis)}")
    if it["refused"]:
        items += [note] if note else []
        items.append("**fails**: wheelpin makes no plan, and says")
        text.append(bullets(items))
        return "\n".join(text) + "\n" + quoted(it["refused"])
    wheels = built(it)
    if it.get("planOnly"):
        items.append("nothing of it was built yet: it is planned only")
    elif it["pins"]["only"]:
        targets = counted(Counter(cell["target"] for cell in it["plan"] if cell["id"] in {file["cell"] for file in wheels}))
        items.append(f"built: {targets or 'nothing'} (a sample: `--only` {' '.join(f'`{glob}`' for glob in it['pins']['only'])})")
    if len(it["reach"]["rust"]) > 1:
        items.append(f"planned with Rust {' and '.join(it['reach']['rust'])}, for [targets](configuration.md#target-table) that one of them alone has")
    for reason, number in it["reach"]["missing"].items():
        items.append(f"not planned, {number}: {reason}")
    for failure in it["failed"]:
        items.append(f"**fails**: {', '.join(f'`{cell}`' for cell in failure['cells'])}: {ended(failure['reason'])}")
    for held in it["heldBack"]:
        items.append(f"**held back** by its check: {held['file']}: {', '.join(held['rules'])}")
    for severity in ("error", "warning", "info"):
        if it["findings"][severity]:
            items.append(f"{severity}: {', '.join(f'[`{rule}`](check-rules.md#{rule}) {number}' for rule, number in it['findings'][severity].items())}")
    if note:
        items.append(note)
    tests = it.get("tests") or []
    for outcome in ("passed", "failed"):
        some = [test for test in tests if test["outcome"] == outcome]
        if some:
            owns = sum(test["ownTest"] is True for test in some)
            items.append(f"tests {outcome}: {counted(Counter(test['python'] + ' ' + test['platform'] for test in some))}" + (f"; its own tests passed in {owns}" if owns else ""))
    for reason in sorted({f"{test['module'] or 'the wheel'}: {test['reason']}" for test in tests if test["outcome"] == "failed"}):
        items.append(f"**test fails**: {reason}")
    again = it.get("reproducible")
    if again:
        items.append(f"{again['how']}: {again['same']} of {len(wheels)} wheels are the same")
        items += [f"**differs**: {file}" for file in again["differ"]]
        items += [f"**not built again**: {file}" for file in again["lost"]]
    elif wheels:
        items.append("not built again yet: whether its wheels are the same is not known")
    text.append(bullets(items))
    for failure in it["failed"]:
        text.append(quoted("\n".join(telling(failure["lines"]))))
    return "\n".join(text)


def telling(lines: list[str]) -> list[str]:
    """The few lines of a failed step's that say why: its first errors, and how it ended."""
    errors = [line for line in lines if line.startswith(("error", "wheelpin:"))]
    return [*errors[:3], *(it for it in lines[-2:] if it not in errors[:3])]


def ended(reason) -> str:
    """How a step failed, as the events of a build have it."""
    if isinstance(reason, dict):
        return f"its compilation ended with exit code {reason['code']}" if reason.get("reason") == "exit_code" else str(reason.get("reason"))
    return str(reason)


def counted(counts: Counter) -> str:
    return ", ".join(f"{name} {number}" if number > 1 else name for name, number in sorted(counts.items()))


def bullets(items: list[str]) -> str:
    return "".join(f"- {item}\n" for item in items)


def quoted(text: str) -> str:
    return "```text\n" + text.replace("```", "'''").strip("\n") + "\n```\n"

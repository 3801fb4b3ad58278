"""Compare the keys that docs/configuration.md describes with those that the program reads.

The code: structs that serde reads. The page: rows of the table below the heading of each table of [tool.wheelpin].
Prints what differs; exit code 1 then.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
DRIVER = ROOT / "driver"
# Each table of [tool.wheelpin]: where its keys are declared, by what stands before their names.
TABLES = {
    "changelog": {"": ("wheelpin-release/src/changelog/settings.rs", "ChangelogSettings")},
    "check": {"": ("wheelpin-wheel/src/settings.rs", "Settings")},
    "cost": {
        "": ("wheelpin-cost/src/settings.rs", "Settings"),
        "before.": ("wheelpin-cost/src/settings.rs", "Before"),
    },
    "init": {"": ("wheelpin-init/src/choices.rs", "Choices")},
    "release": {
        "": ("wheelpin-release/src/settings.rs", "Settings"),
        "branches.NAME.": ("wheelpin-release/src/settings.rs", "Branch"),
        "files.": ("wheelpin-release/src/settings.rs", "VersionFile"),
        "packages.NAME.": ("wheelpin-release/src/settings.rs", "Package"),
    },
    "test": {"": ("wheelpin-test/src/settings.rs", "Settings")},
}
# What Nix gives the checker, and the program refuses in pyproject.toml.
NOT_SET = {"check": {"planned"}}


def declared(file, struct):
    """The fields of a struct, as keys."""
    text = (DRIVER / file).read_text()
    body = re.search(rf"pub struct {struct} \{{\n(.*?)\n\}}", text, re.DOTALL)[1]
    return {name.replace("_", "-") for name in re.findall(r"(?m)^    pub ([a-z_]+):", body)}


def described(page, table):
    """The keys in the first column of the table below a heading, with how often each stands there."""
    section = re.search(rf"(?m)^### `{table}`\n(.*?)(?=^##)", page, re.DOTALL | re.MULTILINE)
    rows = re.findall(r"(?m)^\| `([^`]+)` \| ([^|]*) \| ([^|]*) \| ([^|]*) \|$", section[1]) if section else []
    return [name for name, *cells in rows if all(cell.strip() for cell in cells)]


def main():
    page = (ROOT / "docs/configuration.md").read_text()
    wrong = []
    for table, structs in TABLES.items():
        code = {before + key for before, (file, struct) in structs.items() for key in declared(file, struct)}
        # A table within a table is described by its keys.
        code -= {before.split(".")[0] for before in structs if before} if table == "cost" else set()
        code -= NOT_SET.get(table, set())
        rows = described(page, table)
        wrong += [f"[tool.wheelpin.{table}] {key} is not described" for key in sorted(code - set(rows))]
        wrong += [f"[tool.wheelpin.{table}] {key} is described, and nothing reads it" for key in sorted(set(rows) - code)]
        wrong += [f"[tool.wheelpin.{table}] {key} is described twice" for key in {key for key in rows if rows.count(key) > 1}]
    # A table that somebody began to read.
    for file in DRIVER.glob("*/src/**/*.rs"):
        for table in re.findall(r'pyproject_table\([^,()]+, "([a-z-]+)"\)', file.read_text()):
            if table not in TABLES:
                wrong.append(f"{file.relative_to(ROOT)} reads [tool.wheelpin.{table}]: add it to TABLES in ci/tests/docs_settings.py")
    for line in wrong:
        print(f"docs/configuration.md: {line}")
    return bool(wrong)


sys.exit(main())

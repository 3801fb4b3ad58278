"""A customer: what ci/customers/NAME.sh says of a real project, and its source tree."""

import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[3]
FOLDER = ROOT / "ci" / "customers"
SETTINGS = ("path", "sha256", "config", "only", "wheelhouse", "test", "note")


def names() -> list[str]:
    """Every customer, by name."""
    return sorted(file.stem for file in FOLDER.glob("*.sh"))


class Customer:
    """`path`, `sha256`: the pinned sdist; `config`: its [tool.wheelpin] as an object; `only`: globs of the
    cells that are built (none: all); `wheelhouse`: packages that the tests need; `test`: its own test, as
    [tool.wheelpin.test] (none: modules are imported); `note`: why something fails, for the page."""

    def __init__(self, name: str):
        file = FOLDER / f"{name}.sh"
        if not file.is_file():
            raise SystemExit(f"ci/customer: no customer is called {name}; they are: {' '.join(names())}")
        script = '. "$1"; printf "%s\\0" ' + " ".join(f'"${{{key}-}}"' for key in SETTINGS)
        said = subprocess.run(["bash", "-euc", script, "bash", str(file)], check=True, stdout=subprocess.PIPE)
        values = dict(zip(SETTINGS, said.stdout.decode().split("\0")))
        self.name = name
        self.path, self.sha256 = values["path"], values["sha256"]
        self.config = json.loads(values["config"] or "{}")
        if values["test"]:
            self.config["test"] = json.loads(values["test"])
        self.only, self.wheelhouse = values["only"].split(), values["wheelhouse"].split()
        self.note = values["note"] or None
        # The comment that the file begins with.
        lines = []
        for line in file.read_text().splitlines():
            if not line.startswith("# ") or line.startswith("# shellcheck"):
                break
            lines.append(line[2:])
        self.about = " ".join(lines)
        lock = FOLDER / f"{name}.lock"
        self.lock = lock if lock.is_file() else None

    @property
    def version(self) -> str:
        """Of the sdist's file name, which ends with it."""
        return self.path.rsplit("/", 1)[1].removesuffix(".tar.gz").rsplit("-", 1)[1]

    @property
    def pins(self) -> dict:
        """What decides what is built, apart from wheelpin."""
        lock = hashlib.sha256(self.lock.read_bytes()).hexdigest() if self.lock else None
        return {"path": self.path, "sha256": self.sha256, "config": self.config, "only": self.only, "lock": lock}

    def unpack(self, work: pathlib.Path) -> pathlib.Path:
        """The unpacked sdist, fetched by Nix by its hash: a path in the store."""
        subprocess.run([ROOT / "ci" / "customer", self.name, "source"], cwd=work, check=True, stderr=subprocess.DEVNULL)
        return (work / f"result-{self.name}").resolve()

    def tree(self, source: pathlib.Path, to: pathlib.Path, config: dict) -> pathlib.Path:
        """A copy of the sdist as its maintainers would have it with wheelpin: `config` is in pyproject.toml,
        and a lock file there."""
        shutil.copytree(source, to, symlinks=True)
        for folder, folders, files in os.walk(to):
            for name in folders + files:
                path = os.path.join(folder, name)
                if not os.path.islink(path):
                    os.chmod(path, os.stat(path).st_mode | 0o200)
        if self.lock:
            shutil.copyfile(self.lock, to / "Cargo.lock")
        if config:
            with open(to / "pyproject.toml", "a") as file:
                file.write(table(config))
        return to


def table(config: dict) -> str:
    """`config` as TOML's [tool.wheelpin]."""
    return "\n[tool.wheelpin]\n" + "".join(f"{key} = {toml(value)}\n" for key, value in config.items())


def toml(value) -> str:
    """A value of JSON in TOML; strings, numbers, truth values and lists are written alike."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key if re.fullmatch('[A-Za-z0-9_-]+', key) else json.dumps(key)} = {toml(it)}" for key, it in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value)

"""Build a wheel of a plan below another root directory, by the Nix there.

Usage: second_root.py PLAN ROOT PLATFORM    prints the wheel's path

The toolchain and pinned files are copied into the store below ROOT; the project's own derivations are built there, from
their `.drv` files, by a process that has no other root directory, no network and no other processes. Needs root.
"""

import json
import pathlib
import subprocess
import sys

# Names of derivations of a project, but for wheels.
OWN = ("wheelpin-linked-", "wheelpin-dependencies-", "wheelpin-stub-", "wheelpin-vendor-")
# chroot alone would deny a program the namespaces of a sandbox.
INSIDE = """
mount --make-rprivate /
mount --bind "$0" "$0"
mount -t proc proc "$0/proc"
mount --rbind /dev "$0/dev"
cd "$0"
pivot_root . .
/usr/bin/umount --lazy .
exec /usr/bin/env -i HOME=/root PATH=/usr/bin "$@"
"""


def query(*words):
    return subprocess.run(["nix-store", "--query", *words], check=True, stdout=subprocess.PIPE, text=True).stdout.split()


def maker(cell):
    """The derivation of the wheel before its check."""
    for path in query("--requisites", cell["drvPath"]):
        if path.endswith(f"-{cell['id']}.drv") and query("--outputs", path) == [cell["uncheckedPath"]]:
            return path
    sys.exit(f"no derivation makes {cell['uncheckedPath']}")


def others(derivation):
    """Outputs that it is made with, the project's own aside."""
    found, seen, following = set(), set(), [derivation]
    while following:
        path = following.pop()
        if path in seen:
            continue
        seen.add(path)
        if path == derivation or pathlib.Path(path).name[33:].startswith(OWN):
            following += [input for input in query("--references", path) if input.endswith(".drv")]
        else:
            found.update(query("--outputs", path))
    return sorted(found)


def main():
    plan, root, platform = sys.argv[1:]
    cell = next(cell for cell in json.loads(pathlib.Path(plan).read_text())["cells"] if cell["platformTag"] == platform)
    derivation = maker(cell)
    copy = ["nix", "copy", "--no-check-sigs", "--to", f"local?root={root}"]
    subprocess.run([*copy, *others(derivation)], check=True, stdout=sys.stderr)
    subprocess.run([*copy, "--derivation", derivation], check=True, stdout=sys.stderr)
    settings = {"sandbox": "true", "sandbox-fallback": "false", "build-users-group": "", "substituters": "", "cores": "1"}
    options = [word for name, value in settings.items() for word in ("--option", name, value)]
    alone = ["unshare", "--mount", "--pid", "--fork", "--net", "sh", "-euc", INSIDE, root]
    realise = [*alone, "/usr/bin/nix-store", "--realise", derivation, *options]
    subprocess.run(realise, check=True, stdout=sys.stderr)
    (wheel,) = pathlib.Path(root + cell["uncheckedPath"]).glob("*.whl")
    print(wheel)


main()

"""Make the files that uploads are compared with: wheels and an sdist whose metadata has all fields.

Usage: upload_files.py DIRECTORY
"""

import base64
import gzip
import hashlib
import io
import pathlib
import sys
import tarfile
import zipfile

BODY = "# Full\n\nA description with ümlauts, a\ttab and\n\n    indented lines.\n"
ALL = """\
Name: Full.Sample_x
Version: 1.0
Platform: any
Platform: linux
Supported-Platform: RedHat 7.2
Summary: Ein Beispiel mit Ümlauten
Description-Content-Type: text/markdown; charset=UTF-8; variant=GFM
Keywords: one,two words,three
Author: A. Author
Author-email: "Ä. Author" <a@example.org>, b@example.org
Maintainer: M
Maintainer-email: m@example.org
License-Expression: MIT OR Apache-2.0
License-File: LICENSE
License-File: licenses/OTHER
Dynamic: requires-external
Classifier: Programming Language :: Rust
Classifier: Development Status :: 4 - Beta
Requires-Dist: attrs>=22.2.0
Requires-Dist: tomli>=1; python_version < "3.11" and extra == "toml"
Requires-Python: >=3.9,!=3.9.1
Requires-External: C
Project-URL: Homepage, https://example.org/a,b
Project-URL: Bug tracker, https://example.org/bugs
Provides-Extra: toml
Provides-Extra: more
"""
OLD = """\
Name: old-sample
Version: 1.0
Summary: Old
Home-page: https://example.org/
Download-URL: https://example.org/download
License: MIT
License-File: LICENSE
Provides-Dist: other (1.0)
Obsoletes-Dist: gone
Keywords: one two
"""
LONG = """\
Name: old-sample
Version: 1.0
License: Some licence
        of several
        lines
Description: From the header,
        of two lines
"""

WHEELS = {
    "full_sample_x-1.0-cp39.cp310-abi3-manylinux_2_17_x86_64.manylinux2014_x86_64": "Metadata-Version: 2.4\n" + ALL,
    "full_sample_x-1.0-1build-cp39-abi3-win_amd64": "Metadata-Version: 2.5\n" + ALL + "Import-Name: full\nImport-Name: full._core ; private\nImport-Namespace: ns\n",
    "old_sample-1.0-py2.py3-none-any": "Metadata-Version: 2.1\n" + OLD,
    "old_sample-1.0-py3-none-any": "Metadata-Version: 2.3\n" + LONG,
    "old_sample-1.0-cp39-none-any": "Metadata-Version: 2.2\nName: old-sample\nVersion: 1.0\nDynamic: summary\n",
}


def record_line(path, data):
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    return f"{path},sha256={digest},{len(data)}\n"


def wheel(directory, stem, metadata, body=BODY, members=()):
    name, version = stem.split("-")[:2]
    python, abi, platform = stem.split("-")[-3:]
    info = f"{name}-{version}.dist-info"
    tags = "".join(f"Tag: {a}-{b}-{c}\n" for a in python.split(".") for b in abi.split(".") for c in platform.split("."))
    members = {
        **dict(members),
        f"{name}/__init__.py": b"VALUE = 42\n",
        f"{info}/licenses/LICENSE": b"MIT\n",
        f"{info}/licenses/licenses/OTHER": b"other\n",
        f"{info}/METADATA": (metadata + ("\n" + body if body else "")).encode(),
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\n{tags}".encode(),
    }
    record = "".join(record_line(*member) for member in members.items()) + f"{info}/RECORD,,\n"
    path = pathlib.Path(directory, f"{stem}.whl")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in {**members, f"{info}/RECORD": record.encode()}.items():
            archive.writestr(zipfile.ZipInfo(member, (2020, 1, 1, 0, 0, 0)), data)
    return path


def sdist(directory, name, version, metadata, body=BODY, members=()):
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for path, data in {"PKG-INFO": (metadata + "\n" + body).encode(), "LICENSE": b"MIT\n", "licenses/OTHER": b"other\n", **dict(members)}.items():
            info = tarfile.TarInfo(f"{name}-{version}/{path}")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    path = pathlib.Path(directory, f"{name}-{version}.tar.gz")
    path.write_bytes(gzip.compress(raw.getvalue(), mtime=0))
    return path


def make(directory):
    files = [wheel(directory, stem, metadata, "" if "Description:" in metadata else BODY) for stem, metadata in WHEELS.items()]
    files.append(sdist(directory, "full_sample_x", "1.0", "Metadata-Version: 2.4\n" + ALL))
    return files


if __name__ == "__main__":
    print(*make(sys.argv[1]), sep="\n")

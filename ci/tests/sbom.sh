#!/usr/bin/env bash
# A wheel's SBOM names a path dependency outside of its workspace by its place in
# the source, not by where it was built; SBOMs of the project's own stay beside it.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

mkdir -p "$work/tree/beside/src"
cp -r "$root/examples/abi3" "$work/tree/module"
cd "$work/tree/module"
printf '[package]\nname = "beside"\nversion = "0.1.0"\nedition = "2021"\n' >../beside/Cargo.toml
echo '//! A crate beside the module.' >../beside/src/lib.rs
echo 'beside = { path = "../beside" }' >>Cargo.toml
printf '\n[[package]]\nname = "beside"\nversion = "0.1.0"\n' >>Cargo.lock
sed -i '/^name = "greeting"/,/^\]/s/^ "pyo3",/ "beside",\n&/' Cargo.lock
echo '{"bomFormat": "CycloneDX"}' >own.cdx.json
echo 'sbom = { rust = true, include = ["own.cdx.json"] }' >>pyproject.toml

"$root/ci/tree" --config "{\"targets\": [\"manylinux-$(uname -m)\"]}" --project module --out "$work/result" ..
python3 - "$work"/result/*.whl <<'EOF'
import sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
sboms = {name.split("/sboms/")[1]: archive.read(name).decode() for name in archive.namelist() if "/sboms/" in name}
assert sorted(sboms) == ["greeting.cyclonedx.json", "own.cdx.json"], sorted(sboms)
assert "file:///source/beside" in sboms["greeting.cyclonedx.json"], "the path dependency is not there"
assert "/build" not in "".join(sboms.values()), "a path of the build"
EOF
echo "SBOMs: the path dependency has a neutral place, the project's own is there"

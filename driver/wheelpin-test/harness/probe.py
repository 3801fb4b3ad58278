# Says as JSON what this Python is. Run as: python -I -S -c …
import glob, json, os, platform, re, struct, sys, sysconfig


def libc():
    try:
        name, version = os.confstr("CS_GNU_LIBC_VERSION").split()
        return [name, version]
    except (AttributeError, ValueError, OSError, TypeError):
        pass
    try:
        with open(sys.executable, "rb") as file:
            loader = re.search(rb"/[^\0]*/ld-musl-[^\0]*\.so\.1", file.read(4096))
    except OSError:
        loader = None
    if loader:
        import subprocess

        try:
            said = subprocess.run(
                [loader.group(0)], stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, timeout=5
            ).stderr.decode("ascii", "replace")
            version = re.search(r"Version (\d+\.\d+)", said)
        except (OSError, subprocess.SubprocessError):
            version = None
        return ["musl", version.group(1) if version else "1.2"]
    return None


def pips():
    """Every pip that belongs to this Python: packages, and wheels of ensurepip."""
    found = []
    paths = sysconfig.get_paths()
    places = {paths["purelib"], paths["platlib"]}
    if sys.prefix == "/usr":
        places.add("/usr/lib/python3/dist-packages")  # Debian
    for place in sorted(places):
        init = os.path.join(place, "pip", "__init__.py")
        try:
            with open(init) as file:
                version = re.search(r"__version__ = ['\"]([^'\"]+)", file.read())
        except (OSError, UnicodeDecodeError):
            continue
        if version:
            found.append([os.path.join(place, "pip"), version.group(1)])
    bundled = sysconfig.get_config_var("WHEEL_PKG_DIR")
    bundled = bundled or os.path.join(paths["stdlib"], "ensurepip", "_bundled")
    for wheel in glob.glob(os.path.join(glob.escape(bundled), "pip-*.whl")):
        found.append([wheel, os.path.basename(wheel).split("-")[1]])
    return found


gil = getattr(sys, "_is_gil_enabled", lambda: True)()
print(
    json.dumps(
        {
            "implementation": sys.implementation.name,
            "version": list(sys.version_info[:3]),
            "release": platform.python_version(),
            "free_threaded": sysconfig.get_config_var("Py_GIL_DISABLED") == 1,
            "gil": gil,
            "soabi": sysconfig.get_config_var("SOABI"),
            "system": sys.platform,
            "machine": platform.machine(),
            "bits": 8 * struct.calcsize("P"),
            "libc": libc(),
            "macos": platform.mac_ver()[0] or None,
            "pips": pips(),
        }
    )
)

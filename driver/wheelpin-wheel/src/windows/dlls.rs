use std::collections::HashMap;
use std::sync::LazyLock;

use crate::binary::Machine;

/// Who brings a DLL that is not in the wheel.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Provider {
    /// Every Windows that Python runs on.
    Windows,
    /// The installation of Python.
    Python,
    /// The driver of a device; without it there is nothing to do for the DLL.
    Driver,
    /// Visual Studio only, with its debug runtime.
    Debug,
}

/// DLLs of Windows, with the platforms that have them where those are not all.
const WINDOWS: &str = include_str!("../../data/windows-dlls.txt");

/// Runtimes that `python.exe` itself needs (CPython's PCbuild/python.props; delvewheel's
/// `ignore_by_abi_platform`). `msvcp140.dll`, of C++, is not among them.
const RUNTIMES: &[&str] = &["ucrtbase.dll", "vcruntime140.dll", "vcruntime140_1.dll"];

/// Installed with drivers: CUDA and its management library, OpenCL, Vulkan, Level Zero.
const DRIVERS: &[&str] =
    &["nvcuda.dll", "nvml.dll", "nvcuvid.dll", "opencl.dll", "vulkan-1.dll", "ze_loader.dll"];

static BY_NAME: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let lines = WINDOWS.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split_once('\t').unwrap_or((line, ""))).collect()
});

/// Who brings a DLL, its name in lower case, to a machine; none where nobody does.
pub(crate) fn provider(name: &str, machine: Machine) -> Option<Provider> {
    if is_debug_runtime(name) {
        return Some(Provider::Debug);
    }
    if RUNTIMES.contains(&name) || is_python(name) {
        return Some(Provider::Python);
    }
    if DRIVERS.contains(&name) {
        return Some(Provider::Driver);
    }
    let is_api_set = name.starts_with("api-") || name.starts_with("ext-ms-");
    let is_listed = BY_NAME.get(name).is_some_and(|platforms| {
        platforms.is_empty() || platforms.split('\t').any(|of| of == machine.platform())
    });
    (is_api_set || is_listed || name == "combase.dll").then_some(Provider::Windows)
}

/// `python3.dll`, `python314t.dll`, `libpypy3.11-c.dll`, and GraalPy's.
fn is_python(name: &str) -> bool {
    let is_versioned = |start, end, also: &[char]| {
        let middle = name.strip_prefix(start).and_then(|rest: &str| rest.strip_suffix(end));
        middle.is_some_and(|middle| {
            middle.starts_with(|first: char| first.is_ascii_digit())
                && middle.chars().all(|of| of.is_ascii_digit() || also.contains(&of))
        })
    };
    is_versioned("python", ".dll", &['t'])
        || is_versioned("libpypy", "-c.dll", &['.'])
        || name == "python-native.dll"
}

/// `vcruntime140d.dll`, `ucrtbased.dll`, `python311_d.dll`: the C, C++ and MFC runtimes for
/// debugging, which Microsoft's terms keep from being passed on.
fn is_debug_runtime(name: &str) -> bool {
    let Some(stem) = name.strip_suffix(".dll") else { return false };
    let families = ["vcruntime", "msvcp", "msvcr", "concrt", "vccorlib", "vcomp", "mfc", "mfcm"];
    let is_numbered = families.iter().any(|family| {
        stem.strip_prefix(family).is_some_and(|rest| {
            let rest = rest.trim_start_matches(|of: char| of.is_ascii_digit() || of == '_');
            rest.len() < stem.len() - family.len() && matches!(rest, "d" | "ud")
        })
    });
    let is_python = stem.strip_suffix("_d").is_some_and(|stem| is_python(&format!("{stem}.dll")));
    is_numbered || stem == "ucrtbased" || is_python
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dll_has_who_brings_it() {
        let of = |name| provider(name, Machine::Amd64);
        assert_eq!(of("kernel32.dll"), Some(Provider::Windows));
        assert_eq!(of("api-ms-win-crt-runtime-l1-1-0.dll"), Some(Provider::Windows));
        assert_eq!(of("vcruntime140_1.dll"), Some(Provider::Python));
        assert_eq!(of("python314t.dll"), Some(Provider::Python));
        assert_eq!(of("libpypy3.11-c.dll"), Some(Provider::Python));
        assert_eq!(of("nvcuda.dll"), Some(Provider::Driver));
        for name in ["msvcp140.dll", "vcomp140.dll", "libgcc_s_seh-1.dll", "pythoncom311.dll"] {
            assert_eq!(of(name), None, "{name}");
        }
    }

    #[test]
    fn debug_runtimes_are_told_from_others() {
        for name in [
            "vcruntime140d.dll",
            "vcruntime140_1d.dll",
            "msvcp140_2d.dll",
            "ucrtbased.dll",
            "msvcr120d.dll",
            "mfc140ud.dll",
            "python311_d.dll",
        ] {
            assert!(is_debug_runtime(name), "{name}");
        }
        for name in ["vcruntimed.dll", "msvcp140.dll", "msvcrt.dll", "mfc140u.dll", "food.dll"] {
            assert!(!is_debug_runtime(name), "{name}");
        }
    }

    #[test]
    fn platforms_of_the_table_count() {
        assert_eq!(provider("msvcrt20.dll", Machine::X86), Some(Provider::Windows));
        assert_eq!(provider("msvcrt20.dll", Machine::Amd64), None);
    }
}

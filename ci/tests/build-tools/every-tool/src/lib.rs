//! Says what each build tool had a hand in.

#[allow(warnings)]
mod platform {
    include!(concat!(env!("OUT_DIR"), "/platform.rs"));
}

// libclang read the headers of the target, not of the build host.
const _: () = {
    let wchar_size = if cfg!(windows) { 2 } else { 4 };
    assert!(platform::PLATFORM_WCHAR_SIZE == wchar_size);
    let glibc_minor = if cfg!(all(target_os = "linux", target_env = "gnu")) { 28 } else { 0 };
    assert!(platform::PLATFORM_GLIBC_MINOR == glibc_minor);
    let path_max = if cfg!(windows) { 260 } else if cfg!(target_os = "macos") { 1024 } else { 4096 };
    assert!(platform::PLATFORM_PATH_MAX == path_max);
};

#[pyo3::pymodule]
mod every_tool {
    use std::ffi::CStr;

    use pyo3::pyfunction;

    /// Version of the zlib-ng that CMake built.
    #[pyfunction]
    fn zlib() -> String {
        // SAFETY: a constant string of the library.
        unsafe { CStr::from_ptr(libz_ng_sys::zlibVersion()) }.to_string_lossy().into_owned()
    }

    /// Hash by blake3's C and assembler.
    #[pyfunction]
    fn hash(data: &[u8]) -> String {
        blake3::hash(data).to_string()
    }

    /// What perl, Python and make said in build.rs.
    #[pyfunction]
    fn tools() -> &'static str {
        env!("TOOLS")
    }
}

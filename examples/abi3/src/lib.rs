//! An extension module with one function.
use pyo3::prelude::*;

#[pymodule]
mod _greeting {
    use super::*;

    /// A greeting for `name`.
    #[pyfunction]
    fn greet(name: &str) -> String {
        format!("Hello, {name}!")
    }
}

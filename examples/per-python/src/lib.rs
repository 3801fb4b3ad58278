//! An extension module with one function, which is the whole package.
use pyo3::prelude::*;

#[pymodule]
mod counting {
    use super::*;

    /// How many words `text` has.
    #[pyfunction]
    fn words(text: &str) -> usize {
        text.split_whitespace().count()
    }
}

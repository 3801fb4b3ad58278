//! The Python module.
use pyo3::prelude::*;

#[pymodule]
mod shapes {
    use super::*;

    /// The area of a rectangle.
    #[pyfunction]
    fn area(width: f64, height: f64) -> f64 {
        shapes_core::area(width, height)
    }
}

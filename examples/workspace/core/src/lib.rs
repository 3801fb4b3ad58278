//! What the module offers, without Python.

/// The area of a rectangle.
pub fn area(width: f64, height: f64) -> f64 {
    width * height
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_is_the_product_of_the_sides() {
        assert_eq!(area(2.0, 3.0), 6.0);
    }
}

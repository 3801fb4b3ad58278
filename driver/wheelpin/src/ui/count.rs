use std::fmt;

/// A number and its noun, in the plural where there is not one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Count(pub(crate) usize, pub(crate) &'static str);

impl fmt::Display for Count {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(number, noun) = self;
        let plural = if *number == 1 { "" } else { "s" };
        write!(formatter, "{number} {noun}{plural}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_singular_and_nothing_else() {
        let counts = [0, 1, 2].map(|number| Count(number, "wheel").to_string());
        assert_eq!(counts, ["0 wheels", "1 wheel", "2 wheels"]);
    }
}

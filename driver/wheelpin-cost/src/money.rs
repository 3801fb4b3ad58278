use serde::Deserialize;

/// What a runner costs per minute, in millionths of the currency.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Ord, PartialEq, PartialOrd)]
#[serde(try_from = "f64")]
pub struct Price {
    micros: u64,
}

impl Price {
    /// No minute of any runner costs more.
    pub const MOST: u32 = 1000;

    /// In millionths.
    #[must_use]
    pub const fn of_micros(micros: u64) -> Self {
        Self { micros }
    }

    /// Of a number; none for one that is no price per minute.
    #[must_use]
    pub fn new(price: f64) -> Option<Self> {
        let is_price = price >= 0.0 && price <= f64::from(Self::MOST);
        // At most 10⁹, so it fits.
        is_price.then(|| Self { micros: (price * 1e6).round() as u64 })
    }

    /// In millionths.
    #[must_use]
    pub fn micros(self) -> u64 {
        self.micros
    }

    /// Of so many minutes, in millionths.
    #[must_use]
    pub fn times(self, minutes: u64) -> u64 {
        self.micros.saturating_mul(minutes)
    }
}

/// An amount as a number with a point, for JSON.
pub(crate) fn amount(micros: u64) -> f64 {
    micros as f64 / 1e6
}

impl TryFrom<f64> for Price {
    type Error = String;

    fn try_from(number: f64) -> Result<Self, String> {
        Self::new(number)
            .ok_or_else(|| format!("it is not a price per minute, from 0 to {}", Self::MOST))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_exact_to_a_millionth() {
        assert_eq!(Price::new(0.062).map(Price::micros), Some(62_000));
        assert_eq!(Price::new(0.062).unwrap().times(1000), 62_000_000);
        assert!((amount(62_000_000) - 62.0).abs() < f64::EPSILON);
    }

    #[test]
    fn what_is_no_price_is_refused() {
        for number in [-0.001, f64::NAN, f64::INFINITY, 1000.1] {
            assert_eq!(Price::new(number), None, "{number}");
        }
        assert_eq!(Price::new(1000.0).unwrap().times(u64::MAX), u64::MAX);
    }
}

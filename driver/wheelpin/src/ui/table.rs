use std::fmt;

/// Columns of text, each as wide as its widest entry.
pub(crate) struct Table<const N: usize> {
    rows: Vec<[String; N]>,
}

/// What stands between two columns.
const GAP: usize = 2;

impl<const N: usize> Table<N> {
    pub(crate) fn new(header: [&str; N]) -> Self {
        Self { rows: vec![header.map(Into::into)] }
    }

    pub(crate) fn row(&mut self, row: [String; N]) {
        self.rows.push(row);
    }

    fn widths(&self) -> [usize; N] {
        let mut widths = [0; N];
        for row in &self.rows {
            for (width, text) in widths.iter_mut().zip(row) {
                *width = (*width).max(text.chars().count());
            }
        }
        widths
    }
}

/// Every line ends in a line feed, none in a space.
impl<const N: usize> fmt::Display for Table<N> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let widths = self.widths();
        for row in &self.rows {
            let line: String = row
                .iter()
                .zip(widths)
                .map(|(text, width)| format!("{text:<width$}", width = width + GAP))
                .collect();
            writeln!(formatter, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_entry() {
        let mut table = Table::new(["A", "B"]);
        table.row(["long".into(), "é".into()]);
        table.row(["é".into(), "x".into()]);
        assert_eq!(table.to_string(), "A     B\nlong  é\né     x\n");
    }
}

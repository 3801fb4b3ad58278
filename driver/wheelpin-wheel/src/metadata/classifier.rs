use std::sync::LazyLock;

/// How PyPI takes a classifier.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Standing {
    /// It is one of them.
    Known,
    /// It was one of them; with what to write instead.
    Deprecated(&'static str),
    /// It begins with `Private ::`, which PyPI refuses by design.
    Private,
    /// It is none.
    Unknown,
}

/// What PyPI says of a classifier, by the table of the package trove-classifiers.
pub(crate) fn classifier(classifier: &str) -> Standing {
    static TABLE: LazyLock<Vec<(&str, Option<&str>)>> = LazyLock::new(|| {
        let lines = include_str!("../../data/classifiers.txt").lines().skip(1);
        let known = lines.map(|line| match line.split_once('\t') {
            Some((name, instead)) => (name, Some(instead)),
            None => (line, None),
        });
        known.collect()
    });
    match TABLE.binary_search_by(|(name, _)| (*name).cmp(classifier)) {
        Ok(at) => match TABLE.get(at) {
            Some((_, Some(instead))) => Standing::Deprecated(instead),
            _ => Standing::Known,
        },
        Err(_) if classifier.starts_with("Private ::") => Standing::Private,
        Err(_) => Standing::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_has_its_source() {
        let table = include_str!("../../data/classifiers.txt");
        let mut lines = table.lines();
        assert!(lines.next().unwrap().starts_with("# trove-classifiers "));
        let names: Vec<&str> = lines.map(|line| line.split('\t').next().unwrap()).collect();
        assert!(names.is_sorted() && names.len() > 800);
    }

    #[test]
    fn standings_differ() {
        assert_eq!(classifier("Programming Language :: Rust"), Standing::Known);
        let ukrainian = Standing::Deprecated("Natural Language :: Ukrainian");
        assert_eq!(classifier("Natural Language :: Ukranian"), ukrainian);
        assert_eq!(classifier("Private :: Do Not Upload"), Standing::Private);
        assert_eq!(classifier("Programming Language :: Rust "), Standing::Unknown);
    }
}

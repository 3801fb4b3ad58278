use crate::facts::two;
use crate::{Interpreter, Pip};

/// The pip to install with in one Python: its own newest, else the newest of the next older
/// Python that has one, which knows this Python best.
///
/// A pip runs in Pythons newer than those it was made for more often than in older ones.
pub(crate) fn pip_for<'a>(of: &'a Interpreter, all: &'a [Interpreter]) -> Option<&'a Pip> {
    let newest = |interpreter: &'a Interpreter| {
        let known = |pip: &&Pip| two(&pip.version);
        interpreter.facts.pips.iter().max_by_key(known)
    };
    let minor = |interpreter: &Interpreter| interpreter.facts.name().minor;
    newest(of).or_else(|| {
        let mut others: Vec<&Interpreter> =
            all.iter().filter(|other| !other.facts.pips.is_empty()).collect();
        // The same version first, then older ones, then newer.
        others.sort_by_key(|other| {
            let (wanted, has) = (minor(of), minor(other));
            (has > wanted, wanted.abs_diff(has))
        });
        others.first().and_then(|other| newest(other))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::tests::interpreter;

    fn with(minor: u32, versions: &[&str]) -> Interpreter {
        let mut interpreter = interpreter(minor);
        let pip = |version: &&str| Pip { path: "pip".into(), version: (*version).into() };
        interpreter.facts.pips = versions.iter().map(pip).collect();
        interpreter
    }

    #[test]
    fn the_own_newest_pip_is_taken() {
        let own = with(11, &["9.0", "23.0.1", "22.3"]);
        assert_eq!(pip_for(&own, &[]).unwrap().version, "23.0.1");
    }

    #[test]
    fn without_one_it_is_that_of_the_nearest_older_python() {
        let all = [with(13, &["25.0"]), with(9, &["21.0"]), with(10, &["22.0"]), with(11, &[])];
        assert_eq!(pip_for(&all[3], &all).unwrap().version, "22.0");
        assert_eq!(pip_for(&with(8, &[]), &all).unwrap().version, "21.0");
        assert!(pip_for(&with(8, &[]), &[]).is_none());
    }
}

use crate::scaffold::{Keeping, ScaffoldFile};
use crate::template;

/// How a file that is there compares with what wheelpin would write.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum State {
    /// It is not there.
    Missing,
    /// It is what wheelpin would write, or needs nothing.
    Same,
    /// It is what wheelpin would write, and says another sum of itself: Dependabot has no idea of it.
    Unsigned,
    /// It is as wheelpin made it, and would be made otherwise now.
    Outdated,
    /// It is wheelpin's and was changed.
    Edited,
    /// It is somebody's own.
    Foreign,
}

/// Whether a file says that `wheelpin init` made it.
#[must_use]
pub fn is_made(text: &str) -> bool {
    template::sum_of(text).is_some()
}

/// Compares a file with what is there.
#[must_use]
pub fn state(file: &ScaffoldFile, is: Option<&str>) -> State {
    let Some(is) = is else { return State::Missing };
    // git may write lines of Windows.
    let is = &is.replace("\r\n", "\n");
    match file.keeping {
        _ if *is == file.text.replace("\r\n", "\n") => State::Same,
        Keeping::Once => State::Same,
        Keeping::Part => State::Outdated,
        Keeping::Whole => match template::sum_of(is) {
            Some((_, body)) if template::sum_of(&file.text).is_some_and(|it| it.1 == body) => {
                State::Unsigned
            }
            Some((said, body)) if said == template::sum(body) => State::Outdated,
            Some(_) => State::Edited,
            None => State::Foreign,
        },
    }
}

use std::path::Path;

use wheelpin_nix::Unchecked;
use wheelpin_reproduce::Places;

use crate::error::Error;
use crate::reproducing::{Compared, Side, There, compare, counterparts, read};

/// The first build's bytes of a file.
pub(crate) fn built(file: &Unchecked) -> Result<Vec<u8>, Error> {
    read(&Path::new(file.output.as_str()).join(&file.file))
}

/// Those of some files that have a counterpart there: whoever names one file asks about that one.
///
/// # Errors
///
/// What is there belongs to the plan's other files, `left_out`, alone.
pub(crate) fn only_asked(
    files: Vec<Unchecked>,
    left_out: &[String],
    there: &There,
) -> Result<Vec<Unchecked>, Error> {
    let mut names: Vec<&str> = files.iter().map(|file| file.file.as_str()).collect();
    names.extend(left_out.iter().map(String::as_str));
    let found = counterparts(&names, &there.names());
    let (chosen, others) = found.split_at(files.len());
    if chosen.iter().all(Option::is_none)
        && let Some(at) = others.iter().position(Option::is_some)
    {
        return Err(Error::NotChosen { asked: there.title(), counterpart: left_out[at].clone() });
    }
    Ok(files.into_iter().zip(found).filter_map(|(file, found)| found.map(|_| file)).collect())
}

/// Compares what was built with files that are there. Of the plan's other files, `left_out`, nothing
/// is said.
pub(crate) async fn beside(
    files: &[Unchecked],
    left_out: &[String],
    there: &There,
) -> Result<Vec<Compared>, Error> {
    let mut names: Vec<&str> = files.iter().map(|file| file.file.as_str()).collect();
    names.extend(left_out.iter().map(String::as_str));
    let others = there.names();
    let found = counterparts(&names, &others);
    let mut compared = Vec::new();
    for (file, at) in files.iter().zip(&found) {
        let one = built(file)?;
        let cell = file.cell.clone();
        compared.push(match at {
            Some(at) => {
                let two = there.bytes(*at).await?;
                compare(cell, (&file.file, &one), (others[*at], &two), &Places::default())
            }
            None => Compared {
                cell,
                first: Some(Side::new(&file.file, &one)),
                second: None,
                differences: Vec::new(),
            },
        });
    }
    for at in (0..others.len()).filter(|at| !found.contains(&Some(*at))) {
        let second = Some(there.side(at)?);
        compared.push(Compared { cell: None, first: None, second, differences: Vec::new() });
    }
    Ok(compared)
}

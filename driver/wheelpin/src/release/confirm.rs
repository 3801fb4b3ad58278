use std::io::{BufRead, IsTerminal};

use wheelpin_release::journal::Event;

use super::begin::Place;
use super::options::Options;
use crate::commands::release::ReleaseArgs;
use crate::error::Error;
use crate::publishing::Publisher;
use crate::ui::release as words;

/// One screen of what will happen, and the question whether it should.
pub(super) fn confirm(
    release_args: &ReleaseArgs,
    options: &Options,
    publisher: &Publisher,
    place: &Place,
    events: &[Event],
    text: &str,
) -> Result<(), Error> {
    let Some(Event::Begin(release)) = events.first() else { return Ok(()) };
    let stderr = &mut anstream::stderr();
    let screen = words::screen(release, options, publisher, place, text);
    let _ = std::io::Write::write_all(stderr, screen.as_bytes());
    if release_args.yes || release_args.rehearse || release_args.dry_run {
        return Ok(());
    }
    if !std::io::stdin().is_terminal() {
        return Err(Error::NotConfirmed);
    }
    let _ = std::io::Write::write_all(stderr, b"Go on? [y/N] ");
    let mut answer = String::new();
    let _ = std::io::stdin().lock().read_line(&mut answer);
    if matches!(answer.trim(), "y" | "Y" | "yes") { Ok(()) } else { Err(Error::NotConfirmed) }
}

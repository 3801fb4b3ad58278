use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::Args;
use wheelpin_process::{Call, start};
use wheelpin_vary::{Another, enter, trace};

use crate::ExitCode;
use crate::error::Error;

/// This program, also where another one has its name by now: Linux follows it in the process that
/// is to become it.
pub(crate) const ITSELF: &str = "/proc/self/exe";

/// Run a program, and all that it starts, on a machine that seems another one.
///
/// `wheelpin reproduce` starts Nix by it.
#[derive(Clone, Debug, Args)]
#[command(hide = true)]
pub(crate) struct VariedArgs {
    /// Seconds that the clock is ahead
    #[arg(long, value_name = "SECONDS", default_value_t = 0, allow_negative_numbers = true)]
    clock: i64,

    /// Processors there are more
    #[arg(long, value_name = "N", default_value_t = 0)]
    processors: u32,

    /// The machine's name
    #[arg(long, value_name = "NAME")]
    name: Option<String>,

    /// What the order of directories is shuffled by
    #[arg(long, value_name = "SEED")]
    order: Option<u64>,

    /// The user and the group that it runs as, by number
    #[arg(long, value_name = "ID")]
    user: Option<u32>,

    /// That user's home directory
    #[arg(long, value_name = "DIR", requires = "user")]
    home: Option<PathBuf>,

    /// This is the process that becomes the program
    #[arg(long, hide = true)]
    within: bool,

    /// The program
    #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true)]
    command: Vec<OsString>,
}

/// Runs the program to its end; 3 if it fails.
pub(crate) fn run(varied_args: &VariedArgs) -> Result<ExitCode, Error> {
    let another = Another {
        clock: varied_args.clock,
        processors: varied_args.processors,
        name: varied_args.name.clone(),
        order: varied_args.order,
        user: varied_args.user.map(|id| (id, id)),
    };
    let Some((program, arguments)) = varied_args.command.split_first() else {
        return Ok(ExitCode::Usage);
    };
    if varied_args.within {
        let call = Call {
            program: program.clone(),
            argv: arguments.into(),
            environment: varied_args.home.as_ref().map(|home| at_home(home, std::env::vars_os())),
            ..Call::default()
        };
        return Err(Error::Varied { source: enter(&another, &call) });
    }
    // A process of its own: a filter cannot be taken off again.
    let mut argv: Vec<OsString> = vec!["varied".into(), "--within".into()];
    argv.extend(words(varied_args));
    argv.push("--".into());
    argv.extend(varied_args.command.iter().cloned());
    let call = Call { program: ITSELF.into(), argv, ..Call::default() };
    let child = start(&call).map_err(Error::Runtime)?;
    let code = trace(child, &another).map_err(|source| Error::Varied { source })?;
    Ok(if code == 0 { ExitCode::Done } else { ExitCode::Build })
}

/// An environment, with another user's home: what is temporary is below it, too.
fn at_home(
    home: &Path,
    here: impl Iterator<Item = (OsString, OsString)>,
) -> Vec<(OsString, OsString)> {
    const OTHERS: [&str; 4] = ["HOME", "LOGNAME", "TMPDIR", "USER"];
    let mut environment: Vec<(OsString, OsString)> = here
        .filter(|(name, _)| {
            let name = name.to_string_lossy();
            !OTHERS.contains(&name.as_ref()) && !name.starts_with("XDG_")
        })
        .collect();
    let set = [("HOME", home.as_os_str()), ("TMPDIR", home.as_os_str())];
    environment.extend(set.map(|(name, value)| (name.into(), value.into())));
    environment.extend(["LOGNAME", "USER"].map(|name| (name.into(), "another".into())));
    environment
}

/// The same options again.
fn words(varied_args: &VariedArgs) -> Vec<OsString> {
    let mut words: Vec<OsString> = vec![
        format!("--clock={}", varied_args.clock).into(),
        format!("--processors={}", varied_args.processors).into(),
    ];
    words.extend(varied_args.name.iter().map(|name| format!("--name={name}").into()));
    words.extend(varied_args.order.map(|seed| format!("--order={seed}").into()));
    words.extend(varied_args.user.map(|id| format!("--user={id}").into()));
    if let Some(home) = &varied_args.home {
        words.extend(["--home".into(), home.into()]);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_user_has_another_home_and_the_same_path() {
        let here =
            [("HOME", "/root"), ("PATH", "/bin"), ("TMPDIR", "/t"), ("XDG_CACHE_HOME", "/c")];
        let here = here.map(|(name, value)| (name.into(), value.into()));
        let mut there = at_home(Path::new("/another"), here.into_iter());
        there.sort();
        let there: Vec<(&str, &str)> = there
            .iter()
            .map(|(name, value)| (name.to_str().unwrap(), value.to_str().unwrap()))
            .collect();
        let expected = [
            ("HOME", "/another"),
            ("LOGNAME", "another"),
            ("PATH", "/bin"),
            ("TMPDIR", "/another"),
            ("USER", "another"),
        ];
        assert_eq!(there, expected);
    }
}

//! Programs that run on a machine that seems another, and what they see. A program of its own: it
//! starts itself as the child that [`wheelpin_vary::enter`] is for.

#[cfg(not(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64"))))]
fn main() {}

#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
fn main() {
    linux::main();
}

#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
#[expect(
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test, with no harness to say so"
)]
mod linux {
    use std::ffi::OsString;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::time::{SystemTime, UNIX_EPOCH};

    use wheelpin_process::{Call, start};
    use wheelpin_vary::{Another, enter, trace};

    const YEAR: i64 = 31_536_000;

    pub(crate) fn main() {
        let mut words = std::env::args_os().skip(1);
        if words.next().is_some_and(|word| word == "child") {
            let another = parse(&words.next().unwrap());
            let program = words.next().unwrap();
            let call = Call { program, argv: words.collect(), ..Call::default() };
            let error = enter(&another, &call);
            panic!("{error}: {:?}", std::error::Error::source(&error));
        }
        let tests: [(&str, fn()); 8] = [
            ("the_clock_is_ahead_for_all_programs", the_clock_is_ahead_for_all_programs),
            ("a_clock_that_is_not_changed_is_right", a_clock_that_is_not_changed_is_right),
            ("there_are_more_processors", there_are_more_processors),
            ("the_machine_has_another_name", the_machine_has_another_name),
            ("directories_are_in_another_order", directories_are_in_another_order),
            ("exit_codes_and_signals_come_through", exit_codes_and_signals_come_through),
            ("many_processes_and_threads_end", many_processes_and_threads_end),
            ("another_user_runs_it", another_user_runs_it),
        ];
        for (name, test) in tests {
            test();
            println!("test {name} ... ok");
        }
    }

    /// Clock, processors, name, order and user, as words.
    fn parse(text: &OsString) -> Another {
        let text = text.to_str().unwrap();
        let [clock, processors, name, order, user] =
            text.split(',').collect::<Vec<&str>>().try_into().unwrap();
        Another {
            clock: clock.parse().unwrap(),
            processors: processors.parse().unwrap(),
            name: (!name.is_empty()).then(|| name.into()),
            order: order.parse().ok(),
            user: user.parse().ok().map(|id| (id, id)),
        }
    }

    /// What a command of the shell prints on such a machine, and its exit code.
    fn sh(another: &str, script: &str) -> (String, i32) {
        let out = tempfile();
        // What it prints goes to a file, which another user can write to: the streams are this
        // program's.
        fs::write(&out, "").unwrap();
        fs::set_permissions(&out, fs::Permissions::from_mode(0o666)).unwrap();
        let script = format!("{{ {script}\n}} >'{}'", out.display());
        let words = ["child", another, "sh", "-c", &script];
        let child = start(&Call {
            program: std::env::current_exe().unwrap().into(),
            argv: words.map(Into::into).into(),
            ..Call::default()
        })
        .unwrap();
        let code = trace(child, &parse(&another.into())).unwrap();
        let text = fs::read_to_string(&out).unwrap();
        fs::remove_file(out).unwrap();
        (text.trim().into(), code)
    }

    fn tempfile() -> std::path::PathBuf {
        std::env::temp_dir().join(format!("wheelpin-vary-{}", std::process::id()))
    }

    fn now() -> i64 {
        SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs().try_into().unwrap()
    }

    fn the_clock_is_ahead_for_all_programs() {
        // Children too, and one that asks by another call.
        for script in ["date +%s", "sh -c 'date +%s'", "perl -e 'print time'"] {
            let (text, code) = sh("31536000,0,,,", script);
            let seen: i64 = text.parse().unwrap();
            assert_eq!(code, 0, "{script}");
            assert!((seen - now() - YEAR).abs() < 60, "{script}: {seen}");
        }
    }

    fn a_clock_that_is_not_changed_is_right() {
        let (text, _) = sh("0,3,elsewhere,1,", "date +%s");
        assert!((text.parse::<i64>().unwrap() - now()).abs() < 60, "{text}");
    }

    fn there_are_more_processors() {
        let real = std::thread::available_parallelism().unwrap().get();
        assert_eq!(sh("0,3,,,", "nproc").0, (real + 3).to_string());
    }

    fn the_machine_has_another_name() {
        let (text, _) = sh("0,0,elsewhere,,", "uname -n; uname -r");
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "elsewhere");
        assert!(lines[1].ends_with("-elsewhere"), "{text}");
    }

    fn directories_are_in_another_order() {
        let list = "cd / && ls -U usr/bin";
        let plain = sh("0,0,,,", list).0;
        let first = sh("0,0,,1,", list).0;
        assert_ne!(plain, first);
        assert_ne!(first, sh("0,0,,2,", list).0);
        assert_eq!(first, sh("0,0,,1,", list).0);
        let sorted = |text: &str| {
            let mut lines: Vec<String> = text.lines().map(Into::into).collect();
            lines.sort();
            lines
        };
        assert_eq!(sorted(&plain), sorted(&first));
    }

    fn exit_codes_and_signals_come_through() {
        assert_eq!(sh("1,1,x,1,", "exit 7").1, 7);
        assert_eq!(sh("1,1,x,1,", "kill -KILL $$").1, 128 + 9);
        assert_eq!(sh("1,1,x,1,", "trap 'echo caught' TERM; kill $$").0, "caught");
        assert_eq!(sh("1,1,x,1,", "exec /nothing/there 2>/dev/null").1, 127);
    }

    fn many_processes_and_threads_end() {
        let script =
            "for i in $(seq 200); do (date >/dev/null; ls / >/dev/null) & done; wait; echo done";
        assert_eq!(sh("1000,1,x,1,", script), ("done".into(), 0));
    }

    fn another_user_runs_it() {
        let (text, _) = sh("0,0,,,", "id -u");
        if text == "0" {
            assert_eq!(sh("0,0,,,65534", "id -u; id -g").0, "65534\n65534");
        }
    }
}

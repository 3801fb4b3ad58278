use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::sdist::{Sdist, SdistKind, SdistMember};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "sdist-unsafe",
    area: Area::Archive,
    severity: Severity::Error,
    finds: "members that lead out of where an sdist is unpacked, and devices",
    why: "Python's filter for unpacking refuses them, and tools without one write where they \
          should not.",
    remedy: "Leave them out of the sdist, or store what a link leads to in its place.",
    source: "PEP 706, the filter `data`",
    checks: Checks { sdist: Some(check), ..Checks::NONE },
};

fn check(sdist: &Sdist) -> Option<Found> {
    let places = sdist.members.iter().filter_map(|member| {
        let why = fault(member)?;
        Some(Place::member(&member.path).with(&why))
    });
    Found::places("has members that are not safe to unpack", places)
}

fn fault(member: &SdistMember) -> Option<String> {
    let path = member.path.as_str();
    if is_absolute(path) {
        return Some("its path is absolute".into());
    }
    if depth(0, path).is_none() {
        return Some("its path leads out".into());
    }
    match &member.kind {
        SdistKind::File | SdistKind::Directory => None,
        SdistKind::Special => Some("it is a device, a pipe, or unknown".into()),
        SdistKind::Symlink(to) | SdistKind::HardLink(to) if is_absolute(to) => {
            Some(format!("it links to {to}, which is absolute"))
        }
        SdistKind::Symlink(to) => {
            let directory = path.trim_end_matches('/').rsplit_once('/').map_or("", |(to, _)| to);
            let leads_out = depth(0, directory).and_then(|depth_of| depth(depth_of, to)).is_none();
            leads_out.then(|| format!("it links to {to}, which leads out"))
        }
        SdistKind::HardLink(to) => {
            depth(0, to).is_none().then(|| format!("it links to {to}, which leads out"))
        }
    }
}

/// On Unix, or on Windows.
fn is_absolute(path: &str) -> bool {
    let bytes = path.as_bytes();
    path.starts_with(['/', '\\'])
        || (bytes.get(1) == Some(&b':') && bytes.first().is_some_and(u8::is_ascii_alphabetic))
}

/// How many directories deep a path leads, from one that is `from` deep; none where it leads
/// out at any part of it.
fn depth(from: usize, path: &str) -> Option<usize> {
    path.split(['/', '\\']).try_fold(from, |depth, part| match part {
        "" | "." => Some(depth),
        ".." => depth.checked_sub(1),
        _ => Some(depth + 1),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault_of(path: &str, kind: SdistKind) -> bool {
        let member = SdistMember { path: path.into(), kind, hits: Vec::new() };
        fault(&member).is_some()
    }

    #[test]
    fn what_leads_out_is_unsafe() {
        for path in ["/a", "a/../../b", "..", "C:/a", "\\a", "..\\a"] {
            assert!(fault_of(path, SdistKind::File), "{path}");
        }
        for to in ["/etc/passwd", "../../b", "b/../../../c"] {
            assert!(fault_of("a/link", SdistKind::Symlink(to.into())), "{to}");
            assert!(fault_of("a/link", SdistKind::HardLink(to.into())), "{to}");
        }
        assert!(fault_of("a/device", SdistKind::Special));
    }

    #[test]
    fn what_stays_within_is_safe() {
        assert!(!fault_of("a/b..c", SdistKind::File));
        assert!(!fault_of("a/b/link", SdistKind::Symlink("../c".into())));
        assert!(!fault_of("a/b/link", SdistKind::HardLink("a/c".into())));
    }
}

use crate::binary::{Elf, Stack};
use crate::finding::Place;
use crate::linux::{Family, Linux};
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "elf-executable-stack",
    area: Area::Platform,
    severity: Severity::Error,
    finds: "libraries that ask for an executable stack",
    why: "glibc 2.41 and later refuse to load such a library into a running program, and \
          before that it took a protection away from the whole program.",
    remedy: "Link with -z noexecstack; assembly needs .section .note.GNU-stack,\"\",@progbits. \
             A finished library is mended by patchelf --clear-execstack.",
    source: "glibc 2.41, NEWS: dlopen and executable stacks",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let linux = Linux::of(wheel)?;
    let is_glibc = linux.promises.iter().all(|promise| promise.family == Family::Manylinux);
    let libraries = linux.counted.iter().filter(|(_, elf)| is_glibc && wants_it(elf));
    Found::places(
        "asks for an executable stack",
        libraries.map(|(path, elf)| match elf.stack {
            Stack::Unsaid => Place::member(path).with("it has no PT_GNU_STACK, which asks for it"),
            _ => Place::member(path),
        }),
    )
}

/// Where a file says nothing x86 takes it for asked (glibc, `sysdeps/x86_64/stackinfo.h`).
fn wants_it(elf: &Elf) -> bool {
    let is_x86 = elf.machine.arch.is_some_and(|arch| arch == "x86_64" || arch == "i686");
    let is_library = elf.is_shared() && elf.is_dynamic && elf.interpreter.is_none();
    is_library && (elf.stack == Stack::Executable || elf.stack == Stack::Unsaid && is_x86)
}

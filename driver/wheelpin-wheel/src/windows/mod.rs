//! What a wheel for Windows promises, and what of it is loaded.

mod dlls;
mod loaded;

pub(crate) use dlls::{Provider, provider};
pub(crate) use loaded::{libraries, loaded, members};

use crate::binary::Machine;
use crate::platform_tag::PlatformTag;
use crate::wheel::Wheel;

/// The machines of a wheel's Windows tags.
pub(crate) fn machines(wheel: &Wheel) -> Vec<Machine> {
    let tags = wheel.name.iter().flat_map(|name| name.platform_tags());
    let machine = |tag| match tag {
        PlatformTag::Windows { arch } => match arch.as_str() {
            "x86" => Some(Machine::X86),
            "amd64" => Some(Machine::Amd64),
            "arm64" => Some(Machine::Arm64),
            _ => None,
        },
        _ => None,
    };
    tags.filter_map(machine).collect()
}

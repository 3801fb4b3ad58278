//! `wheelpin reproduce`: files built again, or had from elsewhere, beside those of the first build.

mod again;
mod against;
mod beside;
mod counterpart;
mod files;
mod from_index;
mod refuse;
mod second;
mod there;
mod variation;

pub(crate) use again::Again;
pub(crate) use against::Against;
pub(crate) use beside::{beside, built, only_asked};
pub(crate) use counterpart::counterparts;
pub(crate) use files::{Compared, Side, compare, read};
pub(crate) use from_index::{Served, is_same, served, unpack_sdist};
pub(crate) use refuse::{MEND, refuse};
pub(crate) use second::Second;
pub(crate) use there::There;
pub(crate) use variation::{DIRECTORY, NAME, USER, Variation, Vary, variations};

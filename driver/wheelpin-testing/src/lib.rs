//! Wheels, sdists and binaries made for tests: sound ones, and ones with exactly one
//! thing wrong with them. Development only.

#![expect(clippy::unwrap_used, reason = "only tests use it, on input of their own")]

mod elf_builder;
mod git_repository;
mod gzip;
mod macho_builder;
mod pe_builder;
mod sdist_builder;
mod wheel_builder;
mod zip_builder;

pub use elf_builder::ElfBuilder;
pub use git_repository::GitRepository;
pub use gzip::gzip;
pub use macho_builder::MachOBuilder;
pub use pe_builder::PeBuilder;
pub use sdist_builder::{SdistBuilder, TarMember};
pub use tar::EntryType;
pub use wheel_builder::WheelBuilder;
pub use zip_builder::{End64, Header, ZipBuilder, ZipMember};

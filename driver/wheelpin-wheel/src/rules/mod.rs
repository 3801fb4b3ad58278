//! One file per rule.

mod abi3_private;
mod abi3_too_new;
mod abi3t_module;
mod abi3t_module_def;
mod abi_obtained;
mod accidental_file;
mod archive_unread;
mod binary_unreadable;
mod bytecode;
mod classifier_deprecated;
mod classifier_private;
mod classifier_unknown;
mod data_directory;
mod debug_info;
mod description_content_type;
mod description_markup;
mod description_missing;
mod direct_url_dependency;
mod dist_info_name;
mod dist_info_several;
mod duplicate_files;
mod dynamic_field;
mod elf_blacklisted_symbols;
mod elf_executable_stack;
mod elf_isa_level;
mod elf_libc;
mod elf_libraries;
mod elf_lower_policy;
mod elf_machine;
mod elf_rpath;
mod elf_symbol_versions;
mod elf_text_relocations;
mod email_address;
mod entry_point_module;
mod entry_points_invalid;
mod extension_suffix;
mod extra_name;
mod file_size;
mod foreign_binary;
mod import_name;
mod installer_files;
mod leak_build_path;
mod leak_home_path;
mod leak_host_name;
mod leak_nix_path;
mod leak_sandbox_path;
mod leak_secret;
mod leak_temporary_path;
mod libpython_linked;
mod library_empty;
mod license_and_expression;
mod license_classifier;
mod license_expression;
mod license_file_missing;
mod license_file_path;
mod license_missing;
mod local_version;
mod macho_architecture;
mod macho_fat;
mod macho_install_name;
mod macho_libraries;
mod macho_minimum_os;
mod macho_missing_library;
mod macho_platform;
mod macho_rpath;
mod macho_signature;
mod member_broken;
mod member_case;
mod member_mode;
mod member_mode_varies;
mod member_name_portable;
mod member_path;
mod member_symlink;
mod member_time;
mod metadata_field_repeated;
mod metadata_field_unknown;
mod metadata_field_version;
mod metadata_missing;
mod metadata_name;
mod metadata_stray_line;
mod metadata_unreadable;
mod metadata_version;
mod module_init;
mod module_path;
mod panic_abort;
mod pe_debug_crt;
mod pe_hardening;
mod pe_libraries;
mod pe_machine;
mod pe_python_dll;
mod platform_without_binaries;
mod project_url;
mod pure_with_binaries;
mod record_duplicate;
mod record_hash;
mod record_missing;
mod record_missing_members;
mod record_other_hash;
mod record_path;
mod record_size;
mod record_unlisted_members;
mod record_unreadable;
mod record_weak_hash;
mod release_duplicate;
mod release_overlap;
mod release_plan;
mod release_sdist;
mod release_universal2;
mod release_version;
mod requires_dist;
mod requires_python;
mod requires_python_floor;
mod requires_python_tag;
mod root_is_purelib;
mod sbom_malformed;
mod sdist_directory_name;
mod sdist_name;
mod sdist_no_lock;
mod sdist_no_pyproject;
mod sdist_pkg_info;
mod sdist_sparse;
mod sdist_top_directory;
mod sdist_trailing_data;
mod sdist_unreadable;
mod sdist_unsafe;
mod signature_files;
mod summary;
mod tag_not_accepted;
mod tag_order;
mod toplevel_common_name;
mod toplevel_init;
mod toplevel_no_module;
mod toplevel_several;
mod version_normalised;
mod version_number;
mod wheel_empty;
mod wheel_file_build;
mod wheel_file_missing;
mod wheel_file_tags;
mod wheel_file_version;
mod wheel_name;
mod wheel_name_normalised;
mod zip64_form;
mod zip_ambiguous;
mod zip_comment;
mod zip_data_descriptor;
mod zip_directory_entry;
mod zip_directory_mismatch;
mod zip_duplicate_name;
mod zip_encrypted;
mod zip_extra_field;
mod zip_gap;
mod zip_header_mismatch;
mod zip_method;
mod zip_multi_disk;
mod zip_name;
mod zip_overlap;
mod zip_prefix;
mod zip_ratio;
mod zip_trailing_data;
mod zip_unreadable;

use crate::Rule;

pub use tag_not_accepted::is_accepted as is_platform_accepted;

/// Every rule, by id.
pub static RULES: &[&Rule] = &[
    &abi3_private::RULE,
    &abi3_too_new::RULE,
    &abi3t_module::RULE,
    &abi3t_module_def::RULE,
    &abi_obtained::RULE,
    &accidental_file::RULE,
    &archive_unread::RULE,
    &binary_unreadable::RULE,
    &bytecode::RULE,
    &classifier_deprecated::RULE,
    &classifier_private::RULE,
    &classifier_unknown::RULE,
    &data_directory::RULE,
    &debug_info::RULE,
    &description_content_type::RULE,
    &description_markup::RULE,
    &description_missing::RULE,
    &direct_url_dependency::RULE,
    &dist_info_name::RULE,
    &dist_info_several::RULE,
    &duplicate_files::RULE,
    &dynamic_field::RULE,
    &elf_blacklisted_symbols::RULE,
    &elf_executable_stack::RULE,
    &elf_isa_level::RULE,
    &elf_libc::RULE,
    &elf_libraries::RULE,
    &elf_lower_policy::RULE,
    &elf_machine::RULE,
    &elf_rpath::RULE,
    &elf_symbol_versions::RULE,
    &elf_text_relocations::RULE,
    &email_address::RULE,
    &entry_point_module::RULE,
    &entry_points_invalid::RULE,
    &extension_suffix::RULE,
    &extra_name::RULE,
    &file_size::RULE,
    &foreign_binary::RULE,
    &import_name::RULE,
    &installer_files::RULE,
    &leak_build_path::RULE,
    &leak_home_path::RULE,
    &leak_host_name::RULE,
    &leak_nix_path::RULE,
    &leak_sandbox_path::RULE,
    &leak_secret::RULE,
    &leak_temporary_path::RULE,
    &libpython_linked::RULE,
    &library_empty::RULE,
    &license_and_expression::RULE,
    &license_classifier::RULE,
    &license_expression::RULE,
    &license_file_missing::RULE,
    &license_file_path::RULE,
    &license_missing::RULE,
    &local_version::RULE,
    &macho_architecture::RULE,
    &macho_fat::RULE,
    &macho_install_name::RULE,
    &macho_libraries::RULE,
    &macho_minimum_os::RULE,
    &macho_missing_library::RULE,
    &macho_platform::RULE,
    &macho_rpath::RULE,
    &macho_signature::RULE,
    &member_broken::RULE,
    &member_case::RULE,
    &member_mode::RULE,
    &member_mode_varies::RULE,
    &member_name_portable::RULE,
    &member_path::RULE,
    &member_symlink::RULE,
    &member_time::RULE,
    &metadata_field_repeated::RULE,
    &metadata_field_unknown::RULE,
    &metadata_field_version::RULE,
    &metadata_missing::RULE,
    &metadata_name::RULE,
    &metadata_stray_line::RULE,
    &metadata_unreadable::RULE,
    &metadata_version::RULE,
    &module_init::RULE,
    &module_path::RULE,
    &panic_abort::RULE,
    &pe_debug_crt::RULE,
    &pe_hardening::RULE,
    &pe_libraries::RULE,
    &pe_machine::RULE,
    &pe_python_dll::RULE,
    &platform_without_binaries::RULE,
    &project_url::RULE,
    &pure_with_binaries::RULE,
    &record_duplicate::RULE,
    &record_hash::RULE,
    &record_missing::RULE,
    &record_missing_members::RULE,
    &record_other_hash::RULE,
    &record_path::RULE,
    &record_size::RULE,
    &record_unlisted_members::RULE,
    &record_unreadable::RULE,
    &record_weak_hash::RULE,
    &release_duplicate::RULE,
    &release_overlap::RULE,
    &release_plan::RULE,
    &release_sdist::RULE,
    &release_universal2::RULE,
    &release_version::RULE,
    &requires_dist::RULE,
    &requires_python::RULE,
    &requires_python_floor::RULE,
    &requires_python_tag::RULE,
    &root_is_purelib::RULE,
    &sbom_malformed::RULE,
    &sdist_directory_name::RULE,
    &sdist_name::RULE,
    &sdist_no_lock::RULE,
    &sdist_no_pyproject::RULE,
    &sdist_pkg_info::RULE,
    &sdist_sparse::RULE,
    &sdist_top_directory::RULE,
    &sdist_trailing_data::RULE,
    &sdist_unreadable::RULE,
    &sdist_unsafe::RULE,
    &signature_files::RULE,
    &summary::RULE,
    &tag_not_accepted::RULE,
    &tag_order::RULE,
    &toplevel_common_name::RULE,
    &toplevel_init::RULE,
    &toplevel_no_module::RULE,
    &toplevel_several::RULE,
    &version_normalised::RULE,
    &version_number::RULE,
    &wheel_empty::RULE,
    &wheel_file_build::RULE,
    &wheel_file_missing::RULE,
    &wheel_file_tags::RULE,
    &wheel_file_version::RULE,
    &wheel_name::RULE,
    &wheel_name_normalised::RULE,
    &zip64_form::RULE,
    &zip_ambiguous::RULE,
    &zip_comment::RULE,
    &zip_data_descriptor::RULE,
    &zip_directory_entry::RULE,
    &zip_directory_mismatch::RULE,
    &zip_duplicate_name::RULE,
    &zip_encrypted::RULE,
    &zip_extra_field::RULE,
    &zip_gap::RULE,
    &zip_header_mismatch::RULE,
    &zip_method::RULE,
    &zip_multi_disk::RULE,
    &zip_name::RULE,
    &zip_overlap::RULE,
    &zip_prefix::RULE,
    &zip_ratio::RULE,
    &zip_trailing_data::RULE,
    &zip_unreadable::RULE,
];

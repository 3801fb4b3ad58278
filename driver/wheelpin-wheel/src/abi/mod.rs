//! What CPython loads: extension modules, by their file names, and the names of its C API
//! that they may use.

mod loads;
mod module;
mod stable;

pub(crate) use loads::loads;
pub(crate) use module::{Module, Suffix, is_misnamed, is_module, module_of, modules, split};
pub(crate) use stable::stable;

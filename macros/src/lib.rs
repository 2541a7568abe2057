//! The macros of onionskin; use them through that crate.

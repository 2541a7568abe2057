//! The stages that come with onionskin, a page each.

pub(crate) mod timing;

pub use timing::{Timing, Timings};

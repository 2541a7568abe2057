//! The stages that come with onionskin, a page each.

mod observer;
mod secrets;
mod server_error;
pub(crate) mod timing;

pub use server_error::{Fault, ServerError};
pub use timing::{Timing, Timings};

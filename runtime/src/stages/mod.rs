//! The stages that come with onionskin, a page each.

mod body_limit;
mod concurrency_limit;
mod retry_after;
mod timeout;

pub use body_limit::{BodyLimit, BodyLimitError};
pub use concurrency_limit::{ConcurrencyLimit, ConcurrencyLimitError, Overloaded};
pub use timeout::{TimedOut, Timeout, TimeoutError};

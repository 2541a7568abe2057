//! The stages that come with onionskin, a page each.

mod body_limit;
#[cfg(feature = "compression")]
mod coding;
#[cfg(feature = "compression")]
mod compression;
mod concurrency_limit;
#[cfg(feature = "compression")]
mod decompression;
mod retry_after;
mod timeout;
#[cfg(feature = "compression")]
mod vary;

pub use body_limit::{BodyLimit, BodyLimitError};
#[cfg(feature = "compression")]
pub use coding::Coding;
#[cfg(feature = "compression")]
pub use compression::{Breach, Compression, CompressionError, Flush, ReflectsInput};
pub use concurrency_limit::{ConcurrencyLimit, ConcurrencyLimitError, Overloaded};
#[cfg(feature = "compression")]
pub use decompression::{Decompression, DecompressionError, UnsupportedCoding};
pub use timeout::{TimedOut, Timeout, TimeoutError};

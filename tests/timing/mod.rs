//! What each stage takes is known to those who ask, and costs nothing to those who do not.

mod every_stage;
#[cfg(feature = "metrics")]
mod metrics;
mod server_timing;

//! What onionskin promises, through its public API; each module is one promise.
#![forbid(unsafe_code)]

mod bodies;
mod context;
mod describing;
mod early_response;
mod errors;
mod errors_become_responses;
mod extractors;
mod finally;
mod impl_blocks;
mod log;
mod panics;
mod parameters;
mod requests;
mod responses;
mod routing;
mod server;
mod sessions;
mod settings;
mod stage_order;
mod test_client;
mod trail;

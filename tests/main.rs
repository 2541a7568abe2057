//! What onionskin promises, through its public API; each module is one promise.
#![forbid(unsafe_code)]

mod bodies;
mod describing;
mod errors;
mod extractors;
mod requests;
mod responses;
mod server;
mod sessions;
mod test_client;

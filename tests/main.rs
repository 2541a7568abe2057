//! What onionskin promises, through its public API; each module is one promise.

mod server;
mod test_client;

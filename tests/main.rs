//! What onionskin promises, through its public API; each module is one promise.
mod sessions;

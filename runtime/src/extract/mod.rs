//! FromRequest: what a handler takes out of a request by value.

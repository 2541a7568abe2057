//! A generic handler.
use onionskin::prelude::*;

#[handler]
async fn home<T: Default + ToString>() -> String {
    T::default().to_string()
}

fn main() {}

//! Returns Self.
use onionskin::prelude::*;

#[handler]
async fn home() -> Self {
    todo!()
}

fn main() {}

//! The standard library's Path.
use onionskin::prelude::*;

use std::path::Path;

#[handler]
async fn home(Path(id): Path<u32>) -> String {
    id.to_string()
}

fn main() {}

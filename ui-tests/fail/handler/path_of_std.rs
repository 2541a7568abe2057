//! The standard library's Path.
use onionskin::prelude::*;

use std::path::Path;

fn exists(path: &Path) -> bool {
    path.exists()
}

#[handler]
async fn home(Path(id): Path<u32>) -> String {
    id.to_string()
}

fn main() {}

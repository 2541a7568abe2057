//! A guard as a parameter.
use onionskin::prelude::*;

#[handler]
async fn add(db: std::sync::RwLockReadGuard<'_, u32>) -> String {
    db.to_string()
}

fn main() {}

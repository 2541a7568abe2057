//! A guard over an await of another function.
use onionskin::prelude::*;

use std::sync::Mutex;

struct Count(Mutex<u64>);

#[middleware(before)]
async fn count(count: &Count) {
    let mut count = count.0.lock().unwrap();
    pause().await;
    *count += 1;
}

async fn pause() {}

fn main() {}

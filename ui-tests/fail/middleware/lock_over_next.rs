//! A middleware that holds a lock while the rest of the stack runs.
use onionskin::prelude::*;

use std::sync::Mutex;

static COUNT: Mutex<u64> = Mutex::new(0);

#[middleware]
async fn count(req: &mut Request, next: impl Next) -> Response {
    let mut count = COUNT.lock().unwrap();
    *count += 1;
    next.run(req).await
}

fn main() {}

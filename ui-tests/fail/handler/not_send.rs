//! A handler whose future cannot move between threads.
use onionskin::prelude::*;

use std::rc::Rc;

#[handler]
async fn home(_req: &Request) -> String {
    let name = Rc::new(String::new());
    pause().await;
    name.to_string()
}

async fn pause() {}

fn main() {}

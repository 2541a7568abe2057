//! A provider whose future cannot move between threads.
use onionskin::prelude::*;

use std::{cell::RefCell, rc::Rc};

struct User(String);

#[provider]
async fn current_user(_req: &Request) -> User {
    let name = Rc::new(RefCell::new(String::new()));
    tokio_like().await;
    User(name.take())
}

async fn tokio_like() {}

fn main() {}

//! A middleware whose future cannot move between threads.
use onionskin::prelude::*;

use std::rc::Rc;

#[middleware]
async fn auth(req: &mut Request, next: impl Next) -> Response {
    let name = Rc::new(String::from("ann"));
    let res = next.run(req).await;
    println!("{name}");
    res
}

fn main() {}

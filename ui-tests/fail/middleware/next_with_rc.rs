//! A middleware that lends what threads cannot share.
use onionskin::prelude::*;

use std::rc::Rc;

#[middleware]
async fn auth(req: &mut Request, next: impl NextWith<Rc<String>>) -> Response {
    let name = Rc::new(String::from("ann"));
    next.run_with(req, &name).await
}

fn main() {}

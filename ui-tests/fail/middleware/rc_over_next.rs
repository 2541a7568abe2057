//! An `Rc` held over the rest of the stack.
use onionskin::prelude::*;

use std::rc::Rc;

#[middleware]
async fn auth(req: &mut Request, next: impl Next) -> Response {
    let count = Rc::new(5);
    let response = next.run(req).await;
    drop(count);
    response
}

fn main() {}

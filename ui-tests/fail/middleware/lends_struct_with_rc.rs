//! A lent struct that holds an Rc.
use onionskin::prelude::*;

struct Counter {
    seen: std::rc::Rc<u64>,
}

#[middleware]
async fn count(req: &mut Request, next: impl NextWith<Counter>) -> Response {
    todo!()
}

fn main() {}

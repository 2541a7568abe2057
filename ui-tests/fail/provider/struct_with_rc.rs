//! A provider of a struct that holds an Rc.
use onionskin::prelude::*;

struct Counter {
    seen: std::rc::Rc<u64>,
}

#[provider]
async fn counter() -> Counter {
    todo!()
}

fn main() {}

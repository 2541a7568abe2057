//! A todo as a handler.
use onionskin::prelude::*;

fn main() {
    let _ = middleware_stack! {
        => todo!()
    };
}

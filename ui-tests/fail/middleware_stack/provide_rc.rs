//! A value that threads cannot share.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        provide std::rc::Rc::new(1_u64);
        
        => home
    };
}

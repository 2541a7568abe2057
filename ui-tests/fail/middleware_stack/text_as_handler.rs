//! A text as the handler.
use onionskin::prelude::*;

fn main() {
    let _ = middleware_stack! { => "home" };
}

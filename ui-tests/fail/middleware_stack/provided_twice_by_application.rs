//! The application provides one type twice.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        provide 1_u64, 2_u64;
        
        => home
    };
}

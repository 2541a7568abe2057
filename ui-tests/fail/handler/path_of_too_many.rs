//! Three parts asked of a route with two.
use onionskin::prelude::*;

#[handler]
async fn home(Path((user, item, part)): Path<(u32, u32, u32)>) -> String {
    format!("{user} {item} {part}")
}

fn main() {
    let _ = middleware_stack! { => routes { GET "/{user}/{item}" => home, } };
}

//! Two parts of the path as two Paths.
use onionskin::prelude::*;

#[handler]
async fn home(Path(user): Path<u32>, Path(item): Path<u32>) -> String {
    format!("{user} {item}")
}

fn main() {
    let _ = middleware_stack! { => routes { GET "/{user}/{item}" => home, } };
}

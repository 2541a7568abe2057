//! A handler that takes a part of a path that has none.
use onionskin::prelude::*;

#[handler]
fn item(Path(id): Path<u64>) -> String {
    id.to_string()
}

fn main() {
    let _ = middleware_stack! {
        => routes {
            GET "/items" => item,
        }
    };
}

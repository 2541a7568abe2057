//! Returns Html of a number.
use onionskin::prelude::*;

#[handler]
fn find() -> Html<u32> {
    Html(3)
}

fn main() {}

//! A method as a handler.
use onionskin::prelude::*;

struct Pages;
impl Pages {
    async fn home(&self) -> &'static str {
        "home"
    }
}
fn main() {
    let _ = middleware_stack! {
        => routes { GET "/" => Pages::home, }
    };
}

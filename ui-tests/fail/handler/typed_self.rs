//! A handler with a typed self.
use onionskin::prelude::*;

struct Api;
#[handler]
async fn list(self: &Api) -> String {
    String::new()
}

fn main() {}

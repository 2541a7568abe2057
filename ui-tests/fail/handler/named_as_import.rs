//! A handler that has the name of an import.
use onionskin::prelude::*;

mod pages {
    use onionskin::prelude::*;
    #[handler]
    pub fn home() -> &'static str {
        "home"
    }
}
use pages::home;

#[handler]
fn home() -> &'static str {
    "again"
}

fn main() {}

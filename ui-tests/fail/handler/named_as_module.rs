//! A handler that has the name of a module.
use onionskin::prelude::*;

mod users {
    pub fn all() -> String {
        String::new()
    }
}

#[handler]
fn users() -> String {
    users::all()
}

fn main() {}

//! An impl block without a method that is the stage.
use onionskin::prelude::*;

struct Auth;

#[middleware]
impl Auth {
    fn new() -> Self {
        Auth
    }
}

fn main() {}

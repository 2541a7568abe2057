//! The attribute on the impl of a trait.
use onionskin::prelude::*;

struct Auth;

#[middleware]
impl Clone for Auth {
    fn clone(&self) -> Self {
        Auth
    }
}

fn main() {}

//! A provider of what threads cannot share.
use onionskin::prelude::*;

use std::rc::Rc;

#[provider]
fn current_user(_req: &Request) -> Rc<String> {
    Rc::new(String::new())
}

fn main() {}

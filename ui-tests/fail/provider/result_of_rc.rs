//! A provider of what threads cannot share, or an error.
use onionskin::prelude::*;

use std::rc::Rc;

#[provider]
async fn current_user(_req: &Request) -> Result<Rc<String>, StatusCode> {
    Err(StatusCode::UNAUTHORIZED)
}

fn main() {}

//! A provider of a type that borrows.
use onionskin::prelude::*;

struct User<'a>(&'a str);

#[provider]
fn user(req: &Request) -> User<'_> {
    User(req.uri().path())
}

fn main() {}

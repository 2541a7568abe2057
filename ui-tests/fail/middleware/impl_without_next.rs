//! A method that does not run the rest.
use onionskin::prelude::*;

struct Auth;

#[middleware]
impl Auth {
    async fn handle(&self, _req: &mut Request) -> Response {
        Response::new(Body::empty())
    }
}

fn main() {}

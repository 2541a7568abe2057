//! The attribute on a method of a trait.
use onionskin::prelude::*;

trait Auth {
    #[middleware]
    async fn auth(&self, req: &mut Request, next: impl Next) -> Response;
}

fn main() {}

//! A handler that is given the response.
use onionskin::prelude::*;

#[handler]
fn home(_req: &Request, _res: &mut Response) -> String {
    String::new()
}

fn main() {}

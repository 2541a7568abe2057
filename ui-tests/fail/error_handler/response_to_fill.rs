//! An error handler of a status that changes the response.
use onionskin::prelude::*;

#[error_handler(404)]
fn missing(res: &mut Response) {
    let _ = res;
}

fn main() {}

//! Express's handler with a response.
use onionskin::prelude::*;

#[handler]
async fn home(req: &Request, res: &mut Response) {
    let _ = (req, res);
}

fn main() {}

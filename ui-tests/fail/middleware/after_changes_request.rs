//! A middleware on the way out that wants to change the request.
use onionskin::prelude::*;

#[middleware(after)]
fn stamp(req: &mut Request, res: &mut Response) {
    req.headers_mut().clear();
    res.headers_mut().clear();
}

fn main() {}
